import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { listPublications } from "../src/publishing/reads.ts";
import { settleByPerson } from "../src/publishing/settle-by-person.ts";
import { settleUnknown } from "../src/publishing/settle-unknown.ts";
import { comment, vkBody } from "./region.ts";
import { approved, deliver, desk, network, openCase, parts, publish, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const publication = async () =>
	desk.db.selectFrom("publication").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
describe("what the network may say", () => {
	test("a reset after sending is repeated with the same key where repeats are dropped", async () => {
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "unknown", code: "reset", text: "connection reset" }];
		await publish();
		expect(network.calls.map((call) => call.key)).toEqual([network.calls[0]?.key, network.calls[0]?.key]);
		expect((await publication()).state).toBe("sent");
	});

	test("where repeats are not dropped it is unknown and on the list, and a person settles it", async () => {
		network.repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "unknown", code: "timeout", text: "no answer in 15 s" }];
		await publish();
		await publish();
		expect(network.calls).toHaveLength(1);
		const [item] = (await listPublications(desk.db, desk.region.executor, { state: "unknown", limit: 10 })).items;
		expect(item).toMatchObject({ caseId, state: "unknown" });
		expect((await listPublications(desk.db, desk.region.roadsExecutor, { state: "unknown", limit: 10 })).items).toEqual(
			[],
		);
		await settleByPerson(parts(), desk.region.executor, item?.id ?? 0, { as: "send-again" });
		await publish();
		expect(network.calls).toHaveLength(2);
		expect((await read(caseId)).case.status).toBe("answered");
		await expect(settleByPerson(parts(), desk.region.executor, item?.id ?? 0, { as: "sent" })).rejects.toMatchObject({
			code: "publication-not-settleable",
		});
	});

	test("an unknown one that is read back in the thread is settled by itself", async () => {
		network.repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "unknown", code: "timeout", text: "" }];
		await publish();
		network.seen = {
			kind: "text",
			externalId: "wall-900001_55_reply_77",
			text: "Бригада восстановит подачу воды сегодня до 18:00.",
		};
		await settleUnknown(parts(), { regionId: 1, publicationId: (await publication()).id });
		expect(await publication()).toMatchObject({ state: "sent", external_id: "wall-900001_55_reply_77" });
		expect((await read(caseId)).case.status).toBe("answered");
	});

	test("an unknown one whose echo arrives is settled by the echo, and is not called an outside answer", async () => {
		network.repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "unknown", code: "timeout", text: "" }];
		await publish();
		const text = "Бригада восстановит подачу воды сегодня до 18:00.";
		await deliver(
			vkBody(
				desk.region,
				"wall_reply_new",
				comment(desk.region, 90, { from_id: -desk.region.groupId, reply_to_comment: 1, text }),
			),
		);
		expect(await publication()).toMatchObject({
			state: "sent",
			external_id: "wall-900001_55_reply_90",
			seen_text: text,
		});
		const after = await read(caseId);
		expect([after.case.status, after.case.hasOutsideAnswer]).toEqual(["answered", false]);
		expect(after.messages).toHaveLength(2);
	});

	test("an answer knows how to reach the resident and what the thread is about", async () => {
		const caseId = await openCase();
		await sql`update message set contact = 'resident@example.org'`.execute(desk.db);
		await sql`update thread set title = ${"Нет воды ".repeat(100)}`.execute(desk.db);
		await approved(caseId);
		await publish();
		expect(network.calls[0]?.target).toEqual({
			threadKey: "wall-900001_55",
			threadKind: "comments",
			replyToExternalId: "wall-900001_55_reply_1",
			contact: "resident@example.org",
			threadTitle: "Нет воды ".repeat(100).slice(0, 200),
		});
	});

	test("a worker that died between claim and record: repeated with the same key, or unknown", async () => {
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "not-sent", class: "retry-late", code: "9", text: "flood", retryAfterSeconds: 600 }];
		await publish();
		await sql`update publication set state = 'claimed', lease_until = now() - interval '1 second'`.execute(desk.db);
		await sql`update page set send_after = '-infinity'`.execute(desk.db);
		await publish();
		expect(network.calls).toHaveLength(2);
		expect((await publication()).state).toBe("sent");
		const second = await openCase(2);
		network.repeatsDroppedMinutes = 0;
		await approved(second);
		network.outcomes = [{ kind: "not-sent", class: "retry-late", code: "9", text: "flood", retryAfterSeconds: 600 }];
		await sql`update page set send_after = '-infinity'`.execute(desk.db);
		await publish();
		await sql`update publication set state = 'claimed', lease_until = now() - interval '1 second' where case_id = ${second}`.execute(
			desk.db,
		);
		await sql`update page set send_after = '-infinity'`.execute(desk.db);
		await publish();
		expect(await publication()).toMatchObject({ state: "unknown", error_code: "worker-lost" });
		expect(network.calls).toHaveLength(3);
	});

	test.each([
		["page-dead", "needs-reconnect"],
		["human-step", "stopped"],
	] as const)("%s stops the page and keeps its queue", async (failure, status) => {
		const caseId = await openCase();
		await approved(caseId);
		network.outcomes = [{ kind: "not-sent", class: failure, code: "5", text: "no" }];
		await publish();
		await publish();
		expect(network.calls).toHaveLength(1);
		expect(await desk.db.selectFrom("page").select(["status", "status_reason"]).executeTakeFirst()).toEqual({
			status,
			status_reason: "5: no",
		});
		expect((await publication()).state).toBe("queued");
		expect((await read(caseId)).history.at(-1)?.type).toBe("publicationWaits");
		await sql`update page set status = 'active', send_after = '-infinity'`.execute(desk.db);
		await publish();
		expect((await read(caseId)).case.status).toBe("answered");
	});

	test.each(["recipient-final", "content", "target-gone"] as const)(
		"%s gives the text back to its author",
		async (failure) => {
			const caseId = await openCase();
			await approved(caseId);
			network.outcomes = [{ kind: "not-sent", class: failure, code: "212", text: "closed" }];
			await publish();
			const after = await read(caseId);
			expect([after.case.status, after.reply?.status]).toEqual(["rework", "draft"]);
			expect(after.reply?.text).toContain("Бригада");
			expect(after.earlierReplies[0]?.publication).toMatchObject({
				state: "failed",
				errorClass: failure,
				errorText: "closed",
			});
			expect(
				(await listPublications(desk.db, desk.region.executor, { state: "failed", limit: 10 })).items,
			).toHaveLength(1);
		},
	);
});
