import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atMostEvery, gatherMs } from "./at-most-every.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what was asked for many times runs once, within the time", () => {
	let runs = 0;
	const ask = atMostEvery(5_000, () => (runs += 1));
	for (let times = 0; times < 20; times++) ask();
	vi.advanceTimersByTime(5_000);
	expect(runs).toBe(1);
});

test("two runs lie at least the time apart, and the last call is not lost", () => {
	const at: number[] = [];
	const ask = atMostEvery(5_000, () => at.push(performance.now()));
	for (let ms = 0; ms < 60_000; ms += 100) {
		ask();
		vi.advanceTimersByTime(100);
	}
	const askedLastAt = performance.now() - 100;
	vi.advanceTimersByTime(10_000);
	expect(at.length).toBeGreaterThan(5);
	for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(5_000);
	expect(at.at(-1)).toBeGreaterThanOrEqual(askedLastAt);
});

test("screens that hear the same thing read it at different moments", () => {
	const at = new Set<number>();
	for (let screen = 0; screen < 50; screen++) atMostEvery(5_000, () => at.add(Math.round(performance.now())))();
	vi.advanceTimersByTime(5_000);
	expect(at.size).toBeGreaterThan(30);
});

test("what is shown is read within a second", () => {
	for (let times = 0; times < 100; times++) expect(gatherMs()).toBeLessThan(1_000);
});
