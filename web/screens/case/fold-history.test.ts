import { expect, test } from "vitest";
import type { CaseEvent } from "../../api.ts";
import { cutStory, foldHistory } from "./fold-history.ts";

let id = 0;
const event = (type: string, at: string, name: string | null = null): CaseEvent => ({
	id: ++id,
	at,
	type,
	actor: { kind: name ? "staff" : "system", name },
	data: {},
});
const told = (history: CaseEvent[], zone = "Asia/Vladivostok") =>
	foldHistory(history, zone).map(({ day, rows }) => [
		day,
		...rows.map(({ events }) => `${events[0]?.type} ${events.length}`),
	]);

test("days are those of the agency's zone", () => {
	const history = [event("opened", "2026-11-23T13:59:00.000Z"), event("accept", "2026-11-23T14:01:00.000Z")];
	expect(told(history)).toEqual([
		["2026-11-23", "opened 1"],
		["2026-11-24", "accept 1"],
	]);
	expect(told(history, "Europe/Moscow")).toEqual([["2026-11-23", "opened 1", "accept 1"]]);
});

test("what repeats itself is told once, by the same hand and on the same day only", () => {
	const history = [
		event("reclocked", "2026-11-23T01:00:00.000Z"),
		event("reclocked", "2026-11-23T02:00:00.000Z"),
		event("evidencePut", "2026-11-23T03:00:00.000Z", "A"),
		event("evidencePut", "2026-11-23T03:01:00.000Z", "B"),
		event("reclocked", "2026-11-23T13:00:00.000Z"),
		event("reclocked", "2026-11-23T15:00:00.000Z"),
	];
	expect(told(history)).toEqual([
		["2026-11-23", "reclocked 2", "evidencePut 1", "evidencePut 1", "reclocked 1"],
		["2026-11-24", "reclocked 1"],
	]);
});

test("what people decide is told each time", () => {
	const history = ["01", "02"].map((hour) => event("assign", `2026-11-23T${hour}:00:00.000Z`, "A"));
	expect(told(history)).toEqual([["2026-11-23", "assign 1", "assign 1"]]);
});

test("a long story keeps its beginning and its end, and says how much it leaves out", () => {
	const history = Array.from({ length: 12 }, (_, index) => event(`e${index}`, "2026-11-23T01:00:00.000Z"));
	const { days, hidden } = cutStory(foldHistory(history, "Asia/Vladivostok"), 6);
	expect(hidden).toBe(5);
	expect(days.flatMap(({ rows }) => rows.map(({ events }) => events[0]?.type))).toEqual([
		"e0",
		"e6",
		"e7",
		"e8",
		"e9",
		"e10",
		"e11",
	]);
});

test("one line is not worth hiding", () => {
	const history = Array.from({ length: 8 }, (_, index) => event(`e${index}`, "2026-11-23T01:00:00.000Z"));
	expect(cutStory(foldHistory(history, "Asia/Vladivostok"), 6).hidden).toBe(0);
});
