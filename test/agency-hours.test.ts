import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());

async function ask(method: string, path: string, body?: unknown) {
	const response = await desk.call(method, `/api${path}`, { as: admin, ...(body !== undefined && { body }) });
	return { status: response.status, json: await response.json() };
}

test("an agency saved with other hours has its open cases clocked anew, one with another name has not", async () => {
	const recounts = async () => (await ask("GET", "/sla/recounts")).json.items as { id: number; agencyId: number }[];
	const before = (await recounts()).length;
	const agencies = (await ask("GET", "/agencies")).json.items as { id: number; calendarId: number }[];
	const { calendarId } = agencies.find((one) => one.id === 1)!;
	const order = { name: "Жильё", shortName: "Жильё", timeZone: "Europe/Moscow", calendarId, parentId: null };
	expect((await ask("PUT", "/agencies/1", order)).status).toBe(200);
	expect((await recounts()).length).toBe(before);
	expect((await ask("PUT", "/agencies/1", { ...order, timeZone: "Asia/Omsk" })).status).toBe(200);
	expect((await recounts()).length).toBe(before + 1);
	expect((await recounts())[0]).toMatchObject({ reason: "agency", agencyId: 1 });
	expect((await ask("PUT", "/agencies/1", order)).status).toBe(200);
});
