import { sql } from "kysely";
import { expect, test } from "vitest";
import { openPublicDesk } from "./public-desk.ts";

test("a name in a public address belongs to one page of all regions", async () => {
	const desk = await openPublicDesk();
	try {
		await sql`insert into region (id, code, name, time_zone) values (2, 'other', 'Other', 'Europe/Moscow')`.execute(
			desk.db,
		);
		await sql`insert into calendar (region_id, id, name, week) values (2, 1, 'none', '[[],[],[],[],[],[],[]]')`.execute(
			desk.db,
		);
		await sql`insert into agency (region_id, id, code, name, short_name, time_zone, calendar_id) values (2, 1, 'a', 'A', 'A', 'Europe/Moscow', 1)`.execute(
			desk.db,
		);
		await sql`insert into page (region_id, channel, external_id, name, agency_id, webhook_key) values (2, 'form', 'taken', 'Page', 1, 'w-2')`.execute(
			desk.db,
		);
		const admin = await desk.signIn("login-5");
		const page = {
			channel: "form",
			name: "Форма",
			url: null,
			agencyId: 1,
			territoryCode: null,
			settings: {},
			secrets: {},
		};
		const save = (method: string, path: string, externalId: string) =>
			desk.call(method, path, { as: admin, body: { ...page, externalId } });
		expect((await save("POST", "/api/pages", "taken")).status).toBe(400);
		const made = await save("POST", "/api/pages", "free");
		expect(made.status).toBe(201);
		const { id } = (await made.json()) as { id: number };
		const refused = await save("PUT", `/api/pages/${id}`, "taken");
		expect(refused.status).toBe(400);
		expect(await refused.text()).toContain("already-connected");
	} finally {
		await desk.close();
	}
});
