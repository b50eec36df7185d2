import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Bot API without a key for repeats, as Telegram's: every call that arrives is a message more. */
export type KeylessNetwork = {
	url: string;
	/** how often each text was sent */
	sent: Map<string, number>;
	close: () => Promise<void>;
};

const notFound = JSON.stringify({ ok: false, error_code: 404, description: "Not Found" });

/** @param breaks whether this call's connection breaks after the message was taken */
export async function startKeylessNetwork(breaks: () => boolean): Promise<KeylessNetwork> {
	const sent = new Map<string, number>();
	let messageId = 10_000;
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on("data", (part: Buffer) => parts.push(part));
		request.on("end", () => {
			// the desk also looks at its pages: only what is sent counts
			if (!request.url?.endsWith("/sendMessage"))
				return void response.writeHead(404, { "content-type": "application/json" }).end(notFound);
			const { text, chat_id } = JSON.parse(Buffer.concat(parts).toString()) as { text: string; chat_id: number };
			sent.set(text, (sent.get(text) ?? 0) + 1);
			if (breaks()) return void response.destroy();
			const result = {
				message_id: ++messageId,
				date: Math.floor(Date.now() / 1000),
				chat: { id: chat_id, type: "supergroup" },
				text,
			};
			response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, result }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		sent,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
