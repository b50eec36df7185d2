import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { figure, quantile, tableOf } from "../bench/figures.ts";
import { commentBody, bodiesOf, requestOf } from "../bench/deliveries.ts";
import { makeTexts } from "../bench/texts.ts";

const run = fileURLToPath(new URL("../bench/run.ts", import.meta.url));

describe("a figure", () => {
	test.each([
		[{ value: 5100, anchor: 9800 }, { of: "ratio", atLeast: 0.5 }, ">= 0.5", true],
		[{ value: 4800, anchor: 9800 }, { of: "ratio", atLeast: 0.5 }, ">= 0.5", false],
		[{ value: 50 }, { of: "value", atMost: 50 }, "<= 50", true],
		[{ value: 50.1 }, { of: "value", atMost: 50 }, "<= 50", false],
		[{ value: 1 }, { of: "ratio", atLeast: 0.5 }, ">= 0.5", false],
		[{ value: Number.NaN }, { of: "value", atMost: 50 }, "<= 50", false],
		[{ value: Number.NaN }, undefined, null, false],
		[{ value: 7 }, undefined, null, true],
	] as const)("%j with the goal %j", (given, goal, text, ok) => {
		const made = figure({ name: "x", unit: "s", ...given }, goal);
		expect([made.goal, made.ok]).toEqual([text, ok]);
		expect(tableOf([made]).includes("MISSED")).toBe(text !== null && !ok);
	});

	test("a quantile is one of the values", () => {
		const values = Array.from({ length: 100 }, (_, index) => 100 - index);
		expect([0, 0.5, 0.95, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 50, 95, 99, 100]);
		expect(quantile([], 0.5)).toBeNaN();
	});
});

test("a delivery made cheaply is the one made carefully", () => {
	const page = { id: 1, channel: "vk", externalId: 930_100_001, webhookKey: "key", secret: "secret" };
	const next = bodiesOf(page, "Нет воды");
	const parsed = [next(), next()].map((body) => JSON.parse(body.toString()) as Record<string, unknown>);
	const careful = (number: number) => {
		const at = new Date((parsed[0]!.object as { date: number }).date * 1000);
		return JSON.parse(commentBody(page, { number, text: "Нет воды", postId: 55, fromId: number, at }).toString());
	};
	expect(parsed).toEqual([careful(100_000_001), careful(100_000_002)]);
	const request = requestOf(page, next()).toString();
	expect(request).toMatch(/^POST \/webhooks\/vk\/key HTTP\/1\.1\r\n/);
	const [head = "", body = ""] = request.split("\r\n\r\n");
	expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBe(Buffer.byteLength(body));
});

test("made-up messages are the same for the same seed, and differ", () => {
	expect(makeTexts(500, 3)).toEqual(makeTexts(500, 3));
	expect(new Set(makeTexts(500, 3)).size).toBeGreaterThan(490);
	expect(makeTexts(500, 4)).not.toEqual(makeTexts(500, 3));
});

test.each([
	[[], "Which bench?"],
	[["speed"], 'no bench "speed"'],
	[["constructor"], 'no bench "constructor"'],
	[["queue", "flow"], "One bench at a time"],
	[["queue", "--jsn"], "--jsn"],
	[["queue", "--data", "x.csv"], "reads no --data"],
])("asked wrongly: %j", (args, words) => {
	const result = spawnSync(process.execPath, [run, ...args], { encoding: "utf8" });
	expect([result.status, result.stdout]).toEqual([2, ""]);
	expect(result.stderr).toContain(words);
});
