import type { IncomingMessage } from "node:http";

const mostBytes = 20 * 1024 * 1024;

/**
 * The whole body of a request.
 * @throws Error when it is larger than 20 MiB or breaks off
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > mostBytes) throw new Error("the body is too large");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Parameters from the address and from a form or multipart body; any other body has none, JSON too: VK does not read it. */
export async function readParameters(request: IncomingMessage, url: URL): Promise<Map<string, string>> {
	const parameters = new Map(url.searchParams);
	const type = request.headers["content-type"] ?? "";
	const body = await readBody(request);
	if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return parameters;
	const form = new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
	// a broken form is one without parameters: the method then says what it misses
	for (const [name, value] of await form.catch(() => new FormData()))
		if (typeof value === "string") parameters.set(name, value);
	return parameters;
}
