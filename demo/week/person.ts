/** A person of the desk, who does everything through the API. */
export type Person = {
	login: string;
	staffId: number;
	/** @throws Error for an answer other than 200–299 */
	call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
	/** the status besides the body, for what may be refused */
	ask: <T>(method: string, path: string, body?: unknown) => Promise<{ status: number; body: T }>;
	/** a picture as the body */
	upload: <T>(path: string, bytes: Buffer) => Promise<{ status: number; body: T }>;
};

export async function signIn(url: string, login: string, password: string): Promise<Person> {
	let cookie = "";
	let staffId = 0;
	const send = (method: string, path: string, body?: unknown): Promise<Response> => {
		const isFile = Buffer.isBuffer(body);
		const type = isFile ? "image/jpeg" : "application/json";
		return fetch(`${url}/api${path}`, {
			method,
			headers: { origin: url, cookie, ...(body !== undefined && { "content-type": type }) },
			...(body !== undefined && { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
		});
	};
	const enter = async (): Promise<void> => {
		const response = await send("POST", "/session", { login, password });
		if (!response.ok) throw new Error(`${login} could not sign in: ${await response.text()}`);
		({ id: staffId } = (await response.json()) as { id: number });
		cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
	};
	const ask: Person["ask"] = async (method, path, body) => {
		let response = await send(method, path, body);
		if (response.status === 401) {
			// a night has passed
			await enter();
			response = await send(method, path, body);
		}
		const text = await response.text();
		return { status: response.status, body: text === "" ? null : JSON.parse(text) };
	};
	await enter();
	return {
		login,
		staffId,
		ask,
		upload: (path, bytes) => ask("POST", path, bytes),
		call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
			const answer = await ask<T>(method, path, body);
			if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
			return answer.body;
		},
	};
}
