import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import type { CaseDetail } from "../src/http/contract-case.ts";
import type { Presence } from "../src/http/contract-answers.ts";
import { buildServer } from "../src/http/server.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { secretKey } from "./region.ts";

let desk: Desk;
/** a second process of the same installation */
let other: FastifyInstance;
let otherUrl: string;
const as: Record<"curator" | "first" | "second" | "roads", string> = { curator: "", first: "", second: "", roads: "" };

beforeAll(async () => {
	desk = await openDesk();
	const never = async () => {
		throw new Error("not in these tests");
	};
	other = buildServer({
		db: desk.db,
		databaseUrl: desk.databaseUrl,
		channels: new Map(),
		secretKey,
		accept: never,
		enqueue: never,
		files: memoryStore(),
		demo: null,
		webRoot: null,
		version: "test",
		publicUrl: "http://desk.example",
		logger: false,
	});
	otherUrl = await other.listen({ host: "127.0.0.1", port: 0 });
	as.curator = await desk.signIn("login-1");
	as.first = await desk.signIn("login-2");
	as.second = await desk.signIn("login-3");
	as.roads = await desk.signIn("login-4");
});
afterAll(async () => {
	await other.close();
	await desk.close();
});

const beat = async (caseId: number, who: string, body: object = {}) => {
	const response = await desk.call("POST", `/api/cases/${caseId}/presence`, { as: who, body });
	expect(response.status).toBe(200);
	return (await response.json()) as Presence;
};
const save = (caseId: number, who: string, text: string, revision: number | null, takeOver = false) =>
	desk.call("PUT", `/api/cases/${caseId}/reply`, { as: who, body: { text, revision, takeOver } });
const draftOf = async (caseId: number) => {
	const detail = (await (await desk.call("GET", `/api/cases/${caseId}`, { as: as.first })).json()) as CaseDetail;
	return { text: detail.reply?.text ?? null, revision: detail.reply?.revision ?? 0 };
};
const textsOf = async (caseId: number, who: string) => {
	const { items } = (await (await desk.call("GET", `/api/cases/${caseId}/reply/texts`, { as: who })).json()) as {
		items: { why: string; text: string; staffId: number }[];
	};
	return items.map(({ why, text, staffId }) => [why, text, staffId]);
};
const names = (presence: Presence) => presence.people.map(({ staffId }) => staffId);

describe("who is here", () => {
	test("a heartbeat tells who else has the case open; whoever leaves or is not heard of is gone", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		expect(names(await beat(caseId, as.first))).toEqual([2]);
		expect(names(await beat(caseId, as.second))).toEqual([2, 3]);
		expect((await desk.call("DELETE", `/api/cases/${caseId}/presence`, { as: as.first })).status).toBe(204);
		expect(names(await beat(caseId, as.second))).toEqual([3]);
		await sql`update case_presence set seen_at = now() - interval '51 seconds'`.execute(desk.db);
		expect(names(await beat(caseId, as.first))).toEqual([2]);
	});

	test("another agency neither sees nor is seen", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		for (const [method, path] of [
			["POST", "presence"],
			["GET", "presence"],
			["GET", "reply/texts"],
		] as const) {
			const body = method === "POST" ? { isWriting: true } : undefined;
			const response = await desk.call(method, `/api/cases/${caseId}/${path}`, { as: as.roads, body });
			expect([path, response.status]).toEqual([path, 404]);
		}
		expect(names(await beat(caseId, as.curator))).toEqual([1]);
	});

	test("whoever only reads holds nothing", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await sql`update role set permissions = array_remove(permissions, 'reply.write') where code = 'curator'`.execute(
			desk.db,
		);
		expect((await beat(caseId, as.curator, { isWriting: true })).writing).toBeNull();
	});

	test("the stream of another process tells of it, but for readers of other agencies", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const heard = await listen(as.second);
		const unheard = await listen(as.roads);
		await beat(caseId, as.first, { isWriting: true });
		const line = await heard.until((text) => text.includes("event: presence"));
		const data = JSON.parse(/event: presence\ndata: (.*)\n/.exec(line)?.[1] ?? "null") as Presence & { caseId: number };
		expect(data).toMatchObject({ caseId, people: [{ staffId: 2 }], writing: { staffId: 2 } });
		expect(unheard.text()).not.toContain("presence");
		heard.close();
		unheard.close();
	});
});

/** Reads the stream of the second process. */
async function listen(who: string) {
	const stop = new AbortController();
	const response = await fetch(`${otherUrl}/api/events`, { headers: { cookie: who }, signal: stop.signal });
	let text = "";
	const reading = (async () => {
		for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
	})().catch(() => {});
	const until = async (isThere: (text: string) => boolean): Promise<string> => {
		for (let left = 100; left > 0 && !isThere(text); left--) await new Promise((resolve) => setTimeout(resolve, 50));
		expect(isThere(text), text).toBe(true);
		return text;
	};
	await until((now) => now.includes("event: hello"));
	// the connection that listens may come up after the first reader
	await new Promise((resolve) => setTimeout(resolve, 300));
	return {
		until,
		text: () => text,
		close: () => {
			stop.abort();
			void reading;
		},
	};
}

describe("the soft lock", () => {
	test("who writes holds the answer; a colleague is told, and takes it over only when they say so", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		expect((await beat(caseId, as.first, { isWriting: true })).writing).toMatchObject({ staffId: 2, name: "Person 2" });
		// telling that one writes, too, takes nothing away
		expect((await beat(caseId, as.second, { isWriting: true })).writing).toMatchObject({ staffId: 2 });
		const refused = await save(caseId, as.second, "Второй", null);
		expect(refused.status).toBe(409);
		expect(await refused.json()).toMatchObject({
			code: "reply-being-written",
			details: { writing: { staffId: 2, name: "Person 2" } },
		});
		expect(await draftOf(caseId)).toMatchObject({ text: null });
		expect((await save(caseId, as.first, "Первый", null)).status).toBe(200);
		const { revision } = await draftOf(caseId);
		expect((await save(caseId, as.second, "Второй взял", revision, true)).status).toBe(200);
		expect((await beat(caseId, as.first)).writing).toMatchObject({ staffId: 3 });
		const mine = await save(caseId, as.first, "Первый пишет дальше", (await draftOf(caseId)).revision);
		expect(await mine.json()).toMatchObject({ code: "reply-being-written", details: { writing: { staffId: 3 } } });
		// every text is kept: the one replaced for all, the ones in vain for who typed them
		expect(await textsOf(caseId, as.first)).toEqual([
			["refused", "Первый пишет дальше", 2],
			["replaced", "Первый", 2],
		]);
		expect(await textsOf(caseId, as.second)).toEqual([
			["replaced", "Первый", 2],
			["refused", "Второй", 3],
		]);
		const detail = (await (await desk.call("GET", `/api/cases/${caseId}`, { as: as.first })).json()) as CaseDetail;
		expect(detail.history.at(-1)).toMatchObject({ type: "draftTaken", actor: { name: "Person 3" } });
		const notices = await (await desk.call("GET", "/api/notices", { as: as.first })).json();
		expect(JSON.stringify(notices)).toContain("draft-taken");
	});

	test("the hold ends some minutes after the last keystroke, and when the answer goes on", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await save(caseId, as.first, "Здравствуйте. Бригада восстановит подачу воды сегодня до 18:00.", null);
		await sql`update reply_hold set until = now() - interval '1 second' where case_id = ${caseId}`.execute(desk.db);
		expect((await beat(caseId, as.second)).writing).toBeNull();
		const text = "Здравствуйте. Бригада Водоканала восстановит подачу воды сегодня до 18:00.";
		expect((await save(caseId, as.second, text, (await draftOf(caseId)).revision)).status).toBe(200);
		const body = { revision: (await draftOf(caseId)).revision, requestKey: "request-key-1" };
		expect((await desk.call("POST", `/api/cases/${caseId}/reply/submit`, { as: as.first, body })).status).toBe(200);
		expect((await beat(caseId, as.first)).writing).toBeNull();
	});

	test("many who begin at once: one text is the draft, and no other is lost", async () => {
		for (let round = 0; round < 5; round++) {
			const caseId = await desk.openCase(desk.region.housing);
			const typed = [as.first, as.second].flatMap((who, person) =>
				Array.from({ length: 3 }, (_, index) => ({ who, text: `Текст ${person} ${index}` })),
			);
			const answers = await Promise.all(typed.map(({ who, text }) => save(caseId, who, text, null)));
			const won = typed.filter((_, index) => answers[index]?.status === 200);
			expect(won).toHaveLength(1);
			const draft = await draftOf(caseId);
			expect(draft.text).toBe(won[0]?.text);
			const kept = [...(await textsOf(caseId, as.first)), ...(await textsOf(caseId, as.second))];
			// of what one person typed in vain the latest is kept
			const others = new Set(typed.filter(({ who }) => who !== won[0]?.who).map(({ text }) => text));
			expect(kept.some(([why, text]) => why === "refused" && others.has(String(text)))).toBe(true);
		}
	});

	test("nonsense in place of a heartbeat is refused", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		for (const body of [{ isWriting: "yes" }, [], { takeOver: null }])
			expect((await desk.call("POST", `/api/cases/${caseId}/presence`, { as: as.first, body })).status).toBe(400);
		expect((await desk.call("POST", "/api/cases/999999999/presence", { as: as.first, body: {} })).status).toBe(404);
	});
});
