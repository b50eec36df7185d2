import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { openPublishLanes } from "../src/publishing/publish-lanes.ts";
import type { PageKey } from "../src/registry/page-work.ts";

const page = (pageId: number): PageKey => ({ regionId: 1, pageId });
const pages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => page(from + index));

test("dozens of pages that hang keep no other from its turn, at first or later", async () => {
	vi.useFakeTimers();
	try {
		const done: number[] = [];
		const hangs = new Map<number, () => void>();
		const lanes = openPublishLanes(
			(one) =>
				one.pageId <= 60
					? new Promise((resolve) => hangs.set(one.pageId, () => resolve(null)))
					: Promise.resolve().then(() => (done.push(one.pageId), null)),
			() => {},
		);
		lanes.take([...pages(1, 60), ...pages(101, 300)]);
		await vi.advanceTimersByTimeAsync(10);
		// four lanes are left, and they suffice
		expect(done).toHaveLength(200);
		expect(hangs.size).toBe(60);
		await vi.advanceTimersByTimeAsync(3_000);
		lanes.take(pages(301, 500));
		await vi.advanceTimersByTimeAsync(10);
		expect(done).toHaveLength(400);
		for (const end of hangs.values()) end();
		await vi.advanceTimersByTimeAsync(10);
		// known to be slow now, they share sixteen lanes
		hangs.clear();
		lanes.take([...pages(1, 60), ...pages(501, 600)]);
		await vi.advanceTimersByTimeAsync(10);
		expect(hangs.size).toBe(16);
		expect(done).toHaveLength(500);
	} finally {
		vi.useRealTimers();
	}
});

test("a page is never in two lanes, and a call during its turn gives it one more", async () => {
	let running = 0;
	let turns = 0;
	const lanes = openPublishLanes(
		async () => {
			expect(++running).toBe(1);
			await sleep(5);
			running--;
			turns++;
			return null;
		},
		(error) => expect(error).toBeUndefined(),
	);
	lanes.take([page(1), page(1)]);
	lanes.take([page(1)]);
	await sleep(1);
	lanes.take([page(1)]);
	await expect.poll(() => turns).toBe(2);
	await lanes.stop();
	lanes.take([page(1)]);
	await sleep(20);
	expect(turns).toBe(2);
});

test("a page that waits holds no lane, and one that failed is tried again", async () => {
	vi.useFakeTimers();
	try {
		const errors: unknown[] = [];
		const told: (number | null | Error)[] = [2_000, new Error("the database is away"), null];
		const at: number[] = [];
		const lanes = openPublishLanes(
			async () => {
				at.push(Date.now());
				const next = told.shift() ?? null;
				if (next instanceof Error) throw next;
				return next;
			},
			(error) => errors.push(error),
		);
		lanes.take([page(1)]);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(at.map((ms) => ms - (at[0] ?? 0))).toEqual([0, 2_000, 7_000]);
		expect(errors).toHaveLength(1);
	} finally {
		vi.useRealTimers();
	}
});
