import { expect, test } from "vitest";
import type { Channel } from "../src/channels/channel.ts";
import { listByPerson } from "../src/publishing/reads-by-person.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { settleByPerson } from "../src/publishing/settle-by-person.ts";
import { wakePublishing } from "../src/publishing/wake-publishing.ts";
import { comment, vkBody } from "./region.ts";
import { approved, channels, deliver, desk, network, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const answer = "Бригада восстановит подачу воды сегодня до 18:00.";

/** The same desk, whose network takes no answers from it. */
const byPerson = () => {
	const channel = { ...(channels.get("vk") as Channel), isPublishedByPerson: () => true };
	return { ...parts(), channels: new Map([["vk", channel]]) };
};
const publish = () => publishReply(byPerson(), { regionId: 1, pageId: 1 });
const waiting = async () => (await listByPerson(desk.db, desk.region.executor, { limit: 10 })).items;

/** A case whose approved answer waits for a person. */
async function leftToPerson(): Promise<{ caseId: number; id: number }> {
	const caseId = await openCase();
	await approved(caseId);
	await publish();
	const [item] = await waiting();
	expect(item).toMatchObject({ caseId, text: answer, question: "Нет горячей воды третий день, дом без воды" });
	return { caseId, id: item?.id ?? 0 };
}

test("no network is called, the answer waits on a list, and nobody is woken for it", async () => {
	const { caseId } = await leftToPerson();
	await publish();
	expect(network.calls).toEqual([]);
	expect(await wakePublishing(desk.db, desk.enqueue)).toBe(0);
	expect((await read(caseId)).reply?.publication).toMatchObject({ state: "queued", byPerson: true, attempts: 0 });
	// should the page learn to send, what was given to a person stays with them: it may have been said already
	await publishReply(parts(), { regionId: 1, pageId: 1 });
	expect(network.calls).toEqual([]);
	expect(await waiting()).toHaveLength(1);
});

test("a stopped page leaves its answers to a person all the same", async () => {
	const caseId = await openCase();
	await approved(caseId);
	await desk.db.updateTable("page").set({ status: "stopped" }).execute();
	await publish();
	expect(await waiting()).toHaveLength(1);
	await desk.db.updateTable("page").set({ kind: "watched" }).execute();
	await publishReply(parts(), { regionId: 1, pageId: 1 });
	expect(network.calls).toEqual([]);
	await desk.db.updateTable("page").set({ kind: "official" }).execute();
});

test("whoever carried it says so: the case is answered, history and audit tell who and when", async () => {
	const { caseId, id } = await leftToPerson();
	await settleByPerson(byPerson(), desk.region.executor, id, { as: "sent" });
	const detail = await read(caseId);
	expect(detail.case.status).toBe("answered");
	expect(detail.messages.at(-1)).toMatchObject({ direction: "out", author: "page", text: answer, isOutside: false });
	expect(detail.history.find((event) => event.type === "publicationSettled")).toMatchObject({
		actor: { kind: "staff", name: "Person 2" },
		data: { as: "carried" },
	});
	const row = await desk.db.selectFrom("publication").selectAll().executeTakeFirstOrThrow();
	expect(row).toMatchObject({ state: "sent", external_id: `by-person-${id}` });
	const audit = await desk.db.selectFrom("audit_event").selectAll().where("type", "=", "answer-carried").execute();
	expect(audit.at(-1)).toMatchObject({ actor_id: 2, data: { publicationId: id } });
	expect(await waiting()).toEqual([]);
	await expect(settleByPerson(byPerson(), desk.region.executor, id, { as: "sent" })).rejects.toMatchObject({
		code: "publication-not-settleable",
	});
});

test("what could not be carried comes back as a draft with the reason", async () => {
	const { caseId, id } = await leftToPerson();
	const settle = (says: Parameters<typeof settleByPerson>[3]) =>
		settleByPerson(byPerson(), desk.region.executor, id, says);
	await expect(settle({ as: "return" })).rejects.toMatchObject({ code: "reason-missing" });
	await expect(settle({ as: "return", reason: "  " })).rejects.toMatchObject({ code: "reason-missing" });
	await expect(settle({ as: "send-again" })).rejects.toMatchObject({ code: "publication-not-settleable" });
	await settle({ as: "return", reason: "Номер не отвечает" });
	const detail = await read(caseId);
	expect(detail.case.status).toBe("rework");
	expect(detail.reply).toMatchObject({ status: "draft", text: answer });
	expect(detail.earlierReplies[0]?.publication).toMatchObject({ state: "failed", errorText: "Номер не отвечает" });
});

test("another agency neither sees nor settles it", async () => {
	const { id } = await leftToPerson();
	const { roadsExecutor, curator } = desk.region;
	expect((await listByPerson(desk.db, roadsExecutor, { limit: 10 })).items).toEqual([]);
	expect((await listByPerson(desk.db, curator, { limit: 10 })).items).toHaveLength(1);
	await expect(settleByPerson(byPerson(), roadsExecutor, id, { as: "sent" })).rejects.toMatchObject({
		code: "not-found",
	});
	const bare = { ...desk.region.executor, permissions: new Set(["case.read.agency"] as const) };
	await expect(listByPerson(desk.db, bare, { limit: 10 })).rejects.toMatchObject({ code: "forbidden" });
	await expect(settleByPerson(byPerson(), bare, id, { as: "sent" })).rejects.toMatchObject({ code: "forbidden" });
});

test("an answer that is seen in the network settles itself", async () => {
	const { caseId } = await leftToPerson();
	const said = comment(desk.region, 900, { from_id: -desk.region.groupId, text: answer, reply_to_comment: 1 });
	await deliver(vkBody(desk.region, "wall_reply_new", said));
	expect((await read(caseId)).case.status).toBe("answered");
	expect(await waiting()).toEqual([]);
});
