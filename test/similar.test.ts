import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { printOf } from "../src/text/repeats/print.ts";
import { comment, vkBody } from "./region.ts";
import { bus, change, found, lamps, later, nextComment, say, similar } from "./residents.ts";
import { deliver, desk, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

/** minutes */
const day = 24 * 60;

describe("the same person", () => {
	test("who wrote elsewhere within 90 days is found, from both sides", async () => {
		const first = await say(lamps, 7, 55);
		const second = await say(bus, 7, 56);
		await say("Прорвало трубу на Заречной, вода идёт по дороге", 8, 56);
		expect(await found(second.caseId)).toEqual({ [first.caseId]: ["same-person"] });
		expect(await found(first.caseId)).toEqual({ [second.caseId]: ["same-person"] });
		expect((await similar(second.caseId)).people).toBe(1);
		await later(second.caseId, 90 * day - 1);
		expect((await similar(second.caseId)).items).toMatchObject([{ why: { minutesApart: 90 * day - 1 } }]);
		await later(second.caseId, 2);
		expect(await found(second.caseId)).toEqual({});
	});

	test("of another network is another person, whatever the key", async () => {
		const first = await say(lamps, 7, 55);
		const second = await say(bus, 7, 56);
		await change(second.caseId, { channel: "second" });
		expect(await found(first.caseId)).toEqual({});
	});
});

describe("the same text", () => {
	test("by several people, with other houses, greetings and typos, is found and the people are counted", async () => {
		const own = await say(lamps, 1);
		const house = await say(lamps.replace("14", "22 к. 3"), 2);
		const greeting = await say(`Добрый вечер! ${lamps.replace("фонари", "фанари")} Примите меры!!!`, 3, 56);
		const other = await say(`Добрый вечер! ${bus} Примите меры!!!`, 4);
		const { items, people } = await similar(own.caseId);
		expect(new Set(items.map((item) => item.caseId))).toEqual(new Set([house.caseId, greeting.caseId]));
		expect(items[0]).toMatchObject({ caseId: house.caseId, kinds: ["same-text"], score: 1 });
		expect(items[0]?.why.sharedWords).toEqual([
			"дворе",
			"дома",
			"улице",
			"садовой",
			"третью",
			"неделю",
			"горят",
			"фонари",
		]);
		expect(items[1]?.score).toBeLessThan(1);
		expect(people).toBe(3);
		expect((await similar(other.caseId)).items).toEqual([]);
	});

	test("of one person twice counts one person", async () => {
		const own = await say(lamps, 1, 55);
		await say(lamps, 2, 56);
		const again = await say(lamps, 2, 57);
		expect((await similar(own.caseId)).people).toBe(2);
		expect((await found(again.caseId))[own.caseId]).toEqual(["same-text"]);
		expect(Object.values(await found(again.caseId))).toContainEqual(["same-text", "same-person"]);
	});

	test("in a later message of a case is found; in an answer of the page it is not", async () => {
		const first = await say("Здравствуйте", 1);
		await say(lamps, 1);
		const own = await say(lamps.replace("14", "3"), 2, 56);
		expect(await found(own.caseId)).toEqual({ [first.caseId]: ["same-text"] });
		expect(await found(first.caseId)).toEqual({ [own.caseId]: ["same-text"] });
		const answered = await say(bus, 5);
		await deliver(
			vkBody(
				desk.region,
				"wall_reply_new",
				comment(desk.region, nextComment(), {
					text: lamps,
					from_id: -desk.region.groupId,
					reply_to_comment: answered.id,
				}),
			),
		);
		expect(Object.keys(await found(own.caseId))).toEqual([String(first.caseId)]);
	});

	test("too short to be anybody's is nobody's", async () => {
		const own = await say("Яма на дороге", 1);
		await say("Яма на дороге", 2);
		expect(await found(own.caseId)).toEqual({});
	});

	test("written later by its person is found by what it says now", async () => {
		const own = await say(lamps, 1);
		const edited = await say(bus, 2);
		const body = comment(desk.region, edited.id, { text: `${lamps} Ждём.`, from_id: 2 });
		await deliver(vkBody(desk.region, "wall_reply_edit", body));
		expect(await found(own.caseId)).toEqual({ [edited.caseId]: ["same-text"] });
		const asBefore = await say(bus, 3);
		expect(await found(asBefore.caseId)).toEqual({});
		const { rows } = await sql<{ message_id: number }>`select message_id from text_print
			where band = any (${printOf(bus)}::int[])`.execute(desk.db);
		expect(new Set(rows.map((row) => row.message_id)).size).toBe(1);
	});

	test("is not found while it is deleted", async () => {
		const own = await say(lamps, 1);
		const other = await say(lamps, 2);
		const removal = { owner_id: -desk.region.groupId, id: other.id, post_id: 55, deleter_id: 2 };
		await deliver(vkBody(desk.region, "wall_reply_delete", removal));
		expect(await found(own.caseId)).toEqual({});
		expect(await found(other.caseId)).toEqual({});
		const restored = comment(desk.region, other.id, { text: lamps, from_id: 2 });
		await deliver(vkBody(desk.region, "wall_reply_restore", restored));
		expect(await found(own.caseId)).toEqual({ [other.caseId]: ["same-text"] });
	});

	test("by five thousand fills one list with the newest, and a rare text beside it is found still", async () => {
		const rare = await say(bus, 1);
		const own = await say(lamps, 2);
		await sql`insert into "case" (region_id, id, thread_id, page_id, channel, author_key, status, excerpt, registered_at,
				clock_from, due_at, last_message_at, search)
			select region_id, 100000 + n, thread_id, page_id, channel, 'many:' || n, 'answered', excerpt, registered_at,
				clock_from, due_at, last_message_at, search
			from "case", generate_series(1, 5000) n where id = ${own.caseId}`.execute(desk.db);
		await sql`insert into message (region_id, id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			select region_id, 100000 + n, page_id, thread_id, 100000 + n, 'many' || n, 'in', 'many:' || n, text, sent_at
			from message, generate_series(1, 5000) n where case_id = ${own.caseId}`.execute(desk.db);
		await sql`insert into text_print select region_id, band, 100000 + n
			from text_print, generate_series(1, 5000) n where message_id = (select min(id) from message where case_id = ${own.caseId})`.execute(
			desk.db,
		);
		const { items, people } = await similar(own.caseId);
		expect(items.map((item) => item.caseId)).toEqual(Array.from({ length: 20 }, (_, index) => 105_000 - index));
		expect(people).toBe(21);
		const again = await say(bus.replace("32", "7"), 3, 56);
		expect(await found(again.caseId)).toEqual({ [rare.caseId]: ["same-text"] });
	});
});

describe("the same problem in other words", () => {
	const words = { own: "Третий день нет отопления, в квартире холодно", other: "Батареи ледяные, когда дадут тепло?" };
	const place = async () => {
		await sql`insert into territory (region_id, code, name) values (1, 'north', 'Север'), (1, 'south', 'Юг') on conflict do nothing`.execute(
			desk.db,
		);
		const own = await say(words.own, 1);
		const other = await say(words.other, 2);
		for (const { caseId } of [own, other])
			await change(caseId, { territory_code: "north", topic_code: "housing.no-water" });
		return { own: own.caseId, other: other.caseId };
	};

	test("is found in one territory, of one topic, within a fortnight", async () => {
		const { own, other } = await place();
		const { items } = await similar(own);
		expect(items).toMatchObject([
			{ caseId: other, kinds: ["same-problem"], why: { sameTerritory: true, sameTopic: true } },
		]);
		await later(other, 14 * day - 1);
		expect(await found(own)).toEqual({ [other]: ["same-problem"] });
		await later(other, 2);
		expect(await found(own)).toEqual({});
	});

	test("elsewhere is another one", async () => {
		const { own, other } = await place();
		await change(other, { territory_code: "south" });
		expect(await found(own)).toEqual({});
		await change(other, { territory_code: null });
		expect(await found(own)).toEqual({});
		await change(own, { territory_code: null });
		expect(await found(own)).toEqual({});
	});

	test("across a border is one within 500 m, and scores more the nearer it is", async () => {
		const { own, other } = await place();
		const { items: unplaced } = await similar(own);
		await change(own, { latitude: 55.75, longitude: 37.6 });
		await change(other, { territory_code: "south", latitude: 55.754, longitude: 37.6 });
		expect(await found(own)).toEqual({ [other]: ["same-problem"] });
		await change(other, { latitude: 55.7548 });
		expect(await found(own)).toEqual({});
		await change(other, { latitude: 55.751, territory_code: "north" });
		expect((await similar(own)).items[0]?.score).toBeGreaterThan(unplaced[0]?.score ?? 1);
	});

	test("of another topic has to be told in alike words", async () => {
		const { own, other } = await place();
		await change(other, { topic_code: "roads.snow-on-road" });
		expect(await found(own)).toEqual({});
		const alike = await say("В квартире холодно, нет отопления с пятницы", 3);
		await change(alike.caseId, { territory_code: "north", topic_code: null });
		expect(await found(own)).toEqual({ [alike.caseId]: ["same-problem"] });
	});

	test("a topic for whatever fits nowhere else makes nothing alike", async () => {
		const { own, other } = await place();
		await sql`insert into topic (region_id, code, group_code, title_ru, title_en, position)
			values (1, 'housing.other', 'housing', 'Другое', 'Other', 9) on conflict do nothing`.execute(desk.db);
		for (const caseId of [own, other]) await change(caseId, { topic_code: "housing.other" });
		expect(await found(own)).toEqual({});
	});
});

describe("an agency", () => {
	test("sees and counts its own cases only, and learns nothing of others'", async () => {
		const own = await say(lamps, 1);
		const foreign = await say(lamps, 2);
		const foreignOfPerson = await say(bus, 1, 56);
		const shared = await say(lamps, 3);
		await change(own.caseId, { agency_id: desk.region.housing });
		await change(shared.caseId, { agency_id: desk.region.housing });
		for (const { caseId } of [foreign, foreignOfPerson]) await change(caseId, { agency_id: desk.region.roads });
		const seen = await similar(own.caseId, desk.region.executor);
		expect(seen.items.map((item) => item.caseId)).toEqual([shared.caseId]);
		expect(seen.people).toBe(2);
		expect((await similar(own.caseId)).items).toHaveLength(3);
		for (let person = 10; person < 50; person++)
			await change((await say(lamps, person)).caseId, { agency_id: desk.region.roads });
		expect(Object.keys(await found(own.caseId, desk.region.executor))).toEqual([String(shared.caseId)]);
		await expect(similar(foreign.caseId, desk.region.executor)).rejects.toMatchObject({ code: "not-found" });
		await expect(similar(999_999)).rejects.toMatchObject({ code: "not-found" });
		await expect(similar(own.caseId, { ...desk.region.executor, permissions: new Set() })).rejects.toMatchObject({
			code: "forbidden",
		});
	});
});
