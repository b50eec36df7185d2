import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lookAtPages } from "../src/doctor-pages.ts";
import { listNotices } from "../src/notify/reads.ts";
import { readNotices } from "../src/notify/read-notices.ts";
import { sendNotices } from "../src/notify/send-notices.ts";
import { openSecrets, sealSecrets } from "../src/registry/page-secrets.ts";
import { rotateKeys } from "../src/registry/rotate-keys.ts";
import { begin, clock, desk, network, parts, pass, usePageDesk, work } from "./page-desk.ts";
import { secretKey } from "./region.ts";

usePageDesk();

const inbox = async (staff = desk.region.curator) =>
	(await listNotices(desk.db, staff, { limit: 50 })).items.filter((one) => one.kind === "page-health");
const health = () => desk.db.selectFrom("page_health").select(["code", "state", "since"]).orderBy("code").execute();
const lookAgain = async () => {
	pass(300);
	await work("look");
};
const send = () => sendNotices(parts(), clock.now, (error) => expect(error).toBeUndefined());
const subscribe = (staffId: number) =>
	sql`update staff set notice_channel = 'vk', notice_address = ${`address-${staffId}`} where id = ${staffId}`.execute(
		desk.db,
	);
const letPageSend = () =>
	sql`update page set settings = settings || '{"sendsNotices": true}' where id = 1`.execute(desk.db);

describe("health", () => {
	test("a change is recorded once and told to those responsible, and so is its end", async () => {
		network.findings = [{ code: "key", state: "ok", text: "" }];
		await work("look");
		expect(await inbox()).toEqual([]);
		network.findings = [{ code: "key", state: "fail", text: "error 5 with test-token" }];
		for (let count = 0; count < 3; count++) await lookAgain();
		const since = new Date(begin.getTime() + 300_000);
		expect(await health()).toContainEqual({ code: "key", state: "fail", since });
		for (const person of [desk.region.curator, desk.region.executor])
			expect(await inbox(person)).toMatchObject([{ code: "key", state: "fail", text: "error 5 with …", readAt: null }]);
		// of another agency, and without the right
		expect(await inbox(desk.region.roadsExecutor)).toEqual([]);
		expect(await inbox(desk.region.approver)).toEqual([]);
		network.findings = [{ code: "key", state: "ok", text: "" }];
		await lookAgain();
		expect((await inbox()).map((one) => one.state)).toEqual(["ok", "fail"]);
		const events = await desk.db.selectFrom("page_health_event").select(["code", "state"]).orderBy("id").execute();
		expect(events).toEqual([
			{ code: "key", state: "fail" },
			{ code: "key", state: "ok" },
		]);
	});

	test("a network that cannot be looked at changes nothing, and is looked at later and later", async () => {
		network.findings = [{ code: "key", state: "fail", text: "" }];
		await work("look");
		network.findings = new Error("a defect");
		await lookAgain();
		expect(await health()).toContainEqual({ code: "key", state: "fail", since: begin });
		expect(await inbox()).toHaveLength(1);
		const { next_at } = await desk.db
			.selectFrom("page_turn")
			.select("next_at")
			.where("work", "=", "look")
			.executeTakeFirstOrThrow();
		expect(next_at!.getTime() - clock.now.getTime()).toBe(300_000);
	});

	test("keys sealed with another secret key are told as such", async () => {
		const sealed = sealSecrets(randomBytes(32), { accessToken: "x" });
		const { secrets } = await desk.db
			.selectFrom("page")
			.select("secrets")
			.where("id", "=", 1)
			.executeTakeFirstOrThrow();
		await desk.db.updateTable("page").set({ secrets: sealed }).where("id", "=", 1).execute();
		await work("look");
		expect(await inbox()).toMatchObject([{ code: "key", state: "fail" }]);
		await desk.db.updateTable("page").set({ secrets }).where("id", "=", 1).execute();
	});

	test("a page whose sending stopped, and one with refused deliveries", async () => {
		await sql`update page set status = 'needs-reconnect', status_reason = '5: access denied', refused_at = ${begin}`.execute(
			desk.db,
		);
		await work("look");
		expect((await inbox()).map((one) => [one.code, one.state]).sort()).toEqual([
			["refused-deliveries", "warn"],
			["sending", "fail"],
		]);
	});

	test("silence is strange by the page's own rhythm only", async () => {
		const arrive = (until: Date) =>
			sql`insert into delivery (region_id, page_id, body, status, received_at)
				select 1, 1, '', 'done', t from generate_series(${until}::timestamptz - interval '28 days', ${until}, interval '20 minutes') t`.execute(
				desk.db,
			);
		await arrive(new Date(begin.getTime() - 3 * 3_600_000));
		await work("look");
		// nine expected in three hours: not yet
		expect(await inbox()).toEqual([]);
		pass(3_600);
		await work("look");
		expect(await inbox()).toMatchObject([{ code: "silence", state: "warn", text: "4 h, 12" }]);
		pass(8 * 3_600);
		await work("look");
		expect((await inbox())[0]).toMatchObject({ code: "silence", state: "fail" });
		await sql`truncate delivery`.execute(desk.db);
		await sql`update page_reading set rhythm_at = null`.execute(desk.db);
		await lookAgain();
		expect((await health()).find((one) => one.code === "silence")).toBeUndefined();
	});

	test("doctor tells of it in words", async () => {
		network.findings = [{ code: "rights", state: "warn", text: "wall" }];
		await work("look");
		const lines = await lookAtPages(desk.db, false, clock.now);
		expect(lines).toContainEqual({ name: "pages", state: "warn", text: "1 of 1 pages are not well" });
		expect(lines.at(-1)).toMatchObject({ name: "page", state: "warn" });
		expect(lines.at(-1)?.text).toMatch(/^Page \(vk, 1\): the key lacks rights \(wall\)/);
		network.findings = [];
		await lookAgain();
		expect(await lookAtPages(desk.db, false, clock.now)).toContainEqual({
			name: "pages",
			state: "ok",
			text: "1 pages, all well",
		});
		expect((await lookAtPages(desk.db, true, clock.now)).at(-1)?.text).toBe("Page (vk, 1): well");
	});
});

describe("notices", () => {
	const fail = (code: "key" | "rights") =>
		(network.findings = [...(network.findings as []), { code, state: "fail" as const, text: "" }]);

	test("one message each ten minutes with all that is new, sent once by whichever worker", async () => {
		await letPageSend();
		await subscribe(1);
		fail("key");
		await work("look");
		await Promise.all([send(), send(), send()]);
		expect(network.notified).toHaveLength(1);
		expect(network.notified[0]?.address).toBe("address-1");
		expect(network.notified[0]?.text).toMatch(/^Не работает: Page: ключ больше не принимается/);
		fail("rights");
		await lookAgain();
		await send();
		expect(network.notified).toHaveLength(1);
		pass(600);
		await send();
		await send();
		expect(network.notified).toHaveLength(2);
		expect(network.notified[1]?.text).toMatch(/прав/);
		expect(network.notified[1]?.text).not.toMatch(/не принимается/);
	});

	test("what was read on the screen is not sent, nor what nobody can send", async () => {
		await subscribe(1);
		fail("key");
		await work("look");
		await send();
		expect(network.notified).toEqual([]);
		await letPageSend();
		const [newest] = await inbox();
		const [others] = await inbox(desk.region.executor);
		expect(await readNotices(desk.db, desk.region.executor, others!.id, clock.now)).toBe(1);
		expect(await readNotices(desk.db, desk.region.curator, newest!.id, clock.now)).toBe(1);
		await send();
		expect(network.notified).toEqual([]);
	});

	test("an end that nobody heard of is never repeated, a sure failure is", async () => {
		await letPageSend();
		await subscribe(1);
		fail("key");
		await work("look");
		network.outcome = { kind: "not-sent", class: "retry-soon", code: "6", text: "too many" };
		await send();
		network.outcome = new Error("the worker dies");
		pass(601);
		await send();
		pass(601);
		await send();
		expect(network.notified).toHaveLength(2);
		const states = await desk.db.selectFrom("notice_sending").select("state").orderBy("id").execute();
		expect(states).toEqual([{ state: "failed" }, { state: "unknown" }]);
	});

	test("a message claimed by a worker that is gone counts as unknown and is not sent again", async () => {
		await letPageSend();
		await subscribe(1);
		fail("key");
		await work("look");
		await sql`with z as (insert into notice_sending (region_id, staff_id, page_id, claimed_at) values (1, 1, 1, ${clock.now}) returning id)
			update notice set sending_id = (select id from z)`.execute(desk.db);
		pass(700);
		await send();
		expect(network.notified).toEqual([]);
		const rows = await desk.db.selectFrom("notice_sending").select("state").execute();
		expect(rows).toEqual([{ state: "unknown" }]);
	});
});

describe("rotating the secret key", () => {
	test("seals all anew, goes on after a break, and refuses what opens with neither", async () => {
		const fresh = randomBytes(32);
		const add = (id: number, sealed: Buffer | null) =>
			sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, secrets)
				values (1, ${id}, 'vk', ${`p${id}`}, ${`Page ${id}`}, 1, ${`key-${id}`}, ${sealed})`.execute(desk.db);
		await add(2, sealSecrets(fresh, { accessToken: "two" }));
		await add(3, null);
		await add(4, sealSecrets(randomBytes(32), { accessToken: "four" }));
		await expect(rotateKeys(desk.db, secretKey, fresh)).rejects.toMatchObject({ pages: [{ id: 4, name: "Page 4" }] });
		const sealed = async (id: number) =>
			(await desk.db.selectFrom("page").select("secrets").where("id", "=", id).executeTakeFirstOrThrow())
				.secrets as Buffer;
		expect(openSecrets(secretKey, await sealed(1)).accessToken).toBe("test-token");
		await sql`delete from page where id = 4`.execute(desk.db);
		expect(await rotateKeys(desk.db, secretKey, fresh)).toEqual({ rotated: 1, already: 1, empty: 1 });
		expect(openSecrets(fresh, await sealed(1)).accessToken).toBe("test-token");
		expect((await sealed(1))[0]).toBe(1);
		expect(await rotateKeys(desk.db, secretKey, fresh)).toEqual({ rotated: 0, already: 2, empty: 1 });
		await rotateKeys(desk.db, fresh, secretKey);
	});
});
