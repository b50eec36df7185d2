import { sql } from "kysely";
import { afterAll, beforeAll } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** A desk with its administrator and a curator signed in, for the tests of terms and calendars. */
export const given = {} as { desk: Desk; admin: string; curator: string };

export function useTermsDesk(): void {
	beforeAll(async () => {
		const desk = await openDesk();
		await sql`select setval(pg_get_serial_sequence('calendar', 'id'), 10)`.execute(desk.db);
		Object.assign(given, { desk, admin: await desk.signIn("login-5"), curator: await desk.signIn("login-1") });
	});
	afterAll(() => given.desk.close());
}

export async function ask(method: string, path: string, body?: unknown, as = given.admin) {
	const response = await given.desk.call(method, `/api${path}`, { as, ...(body !== undefined && { body }) });
	const text = await response.text();
	const json = text === "" ? null : JSON.parse(text);
	return { status: response.status, json, code: json?.code, details: json?.details };
}
