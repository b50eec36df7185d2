import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A bucket as S3 has it: paths, signatures of version 4 by our key, 404 for what is missing. */
export type S3Fake = {
	url: string;
	/** what lies in it, by path */
	held: Map<string, Buffer>;
	/** method and path of every request that was let in */
	calls: string[];
	/** answers 503 while true */
	knobs: { isAway: boolean };
	close: () => Promise<void>;
};

const signed =
	/^AWS4-HMAC-SHA256 Credential=key-id\/\d{8}\/ru-central1\/s3\/aws4_request, ?SignedHeaders=[\w;-]*host[\w;-]*, ?Signature=[0-9a-f]{64}$/;

export async function startS3Fake(): Promise<S3Fake> {
	const held = new Map<string, Buffer>();
	const calls: string[] = [];
	const knobs = { isAway: false };
	const answer = async (request: IncomingMessage): Promise<{ status: number; body?: Buffer | string }> => {
		const body = await readBody(request);
		const path = new URL(request.url ?? "", "http://fake").pathname;
		if (knobs.isAway) return { status: 503, body: error("SlowDown") };
		if (!signed.test(request.headers.authorization ?? "")) return { status: 403, body: error("AccessDenied") };
		if (!path.startsWith("/photos/")) return { status: 404, body: error("NoSuchBucket") };
		calls.push(`${request.method} ${path}`);
		if (request.method === "PUT") {
			held.set(path, body);
			return { status: 200 };
		}
		const found = held.get(path);
		return found ? { status: 200, body: found } : { status: 404, body: error("NoSuchKey") };
	};
	const server = createServer(async (request, response) => {
		const { status, body = "" } = await answer(request);
		response.writeHead(status, { "content-length": body.length, "content-type": "application/xml" });
		response.end(request.method === "HEAD" ? undefined : body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		held,
		calls,
		knobs,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

const error = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	return Buffer.concat(chunks);
}
