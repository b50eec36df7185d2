import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { fetchFiles } from "../src/files/fetch-files.ts";
import { comment, vkBody } from "./region.ts";
import { deliver, desk, parts } from "./scripted-desk.ts";

/** The network's host for photos: each path is answered as a test says; `asked` are the paths called. */
export const shown = new Map<string, Buffer | RequestListener>();
export const asked: string[] = [];
/** "http://127.0.0.1:…", the host of the page's own API */
export const photos = { host: "" };

/** Called once in a test file, after `useScriptedDesk`. */
export function usePhotoHost(): void {
	const server = createServer((request, response) => {
		const path = (request.url ?? "").split("?")[0] ?? "";
		asked.push(path);
		const one = shown.get(path);
		if (typeof one === "function") one(request, response);
		else response.writeHead(one ? 200 : 404).end(one);
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		photos.host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await sql`update page set settings = ${JSON.stringify({ apiUrl: `${photos.host}/method` })}`.execute(desk.db);
	});
	afterAll(() => void server.close());
	beforeEach(() => {
		shown.clear();
		asked.length = 0;
	});
}

/** An attachment of the network: a photo at a path of the host, or at an address. */
export const photo = (at: string) => {
	const url = at.startsWith("/") ? photos.host + at : at;
	return { type: "photo", photo: { sizes: [{ type: "w", url, width: 600, height: 400 }] } };
};

/** A resident writes with these attachments. */
export const write = (id: number, attachments: unknown[]) =>
	deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { attachments })));

export const fetchAll = () => fetchFiles(parts(), 1);
export const due = () => sql`update message_file set next_at = now() where state = 'waiting'`.execute(desk.db);

export type FileRow = {
	number: number;
	position: number | null;
	state: string;
	sha256: string | null;
	reason: string | null;
	attempts: number;
};
export const rows = async () =>
	(
		await sql<FileRow>`select number, position, state, sha256, reason, attempts from message_file
			order by message_id, number`.execute(desk.db)
	).rows;
