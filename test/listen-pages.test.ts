import { sql } from "kysely";
import { expect, test } from "vitest";
import { openListening } from "../src/ingest/listen-pages.ts";
import { clock, desk, network, now, parts, pass, usePageDesk, work } from "./page-desk.ts";

usePageDesk();

let news = 0;
const listener = (most = 10) => openListening({ ...parts(), onNews: () => news++ }, most);

test("a page is listened to by one worker, and by another once that one is gone", async () => {
	const [first, second] = [listener(), listener()];
	await Promise.all([first.look(now), second.look(now)]);
	await expect.poll(() => network.listens.length).toBe(1);
	for (let count = 0; count < 20; count++) {
		pass(20);
		await first.look(now);
		await second.look(now);
	}
	expect(network.listens).toHaveLength(1);
	const [owner, other] = first.count() === 1 ? [first, second] : [second, first];
	// the owner is stuck or dead: it renews no more
	pass(61);
	await other.look(now);
	await expect.poll(() => network.listens.length).toBe(2);
	await owner.look(now);
	expect(network.listens[0]?.signal.aborted).toBe(true);
	await Promise.all([first.stop(), second.stop()]);
	expect(network.listens[1]?.signal.aborted).toBe(true);
});

test("stopping lets pages go, so that another worker has them at once", async () => {
	const first = listener();
	await first.look(now);
	await expect.poll(() => network.listens.length).toBe(1);
	await first.stop();
	expect(first.count()).toBe(0);
	const second = listener();
	await second.look(now);
	await expect.poll(() => network.listens.length).toBe(2);
	await second.stop();
});

test("news has the page read now", async () => {
	news = 0;
	await work("poll");
	expect(network.cursors).toHaveLength(1);
	const one = listener();
	await one.look(now);
	await expect.poll(() => network.listens.length).toBe(1);
	network.listens[0]?.onNews();
	await expect.poll(() => news).toBe(1);
	await work("poll");
	expect(network.cursors).toHaveLength(2);
	await one.stop();
});

test("a connection that breaks is opened again with growing pauses", async () => {
	const one = listener();
	await one.look(now);
	await expect.poll(() => network.listens.length).toBe(1);
	for (const pause of [5, 10, 20]) {
		const before = network.listens.length;
		network.listens.at(-1)?.fail(new Error("the line broke"));
		await expect.poll(() => one.count()).toBe(0);
		pass(pause - 1);
		await one.look(now);
		expect(one.count()).toBe(0);
		pass(1);
		await one.look(now);
		await expect.poll(() => network.listens.length).toBe(before + 1);
	}
	await one.stop();
});

test("changed keys open the connection anew; a page that is not read is not listened to", async () => {
	const one = listener();
	await one.look(now);
	await expect.poll(() => network.listens.length).toBe(1);
	await sql`update page_turn set lease_key = null, next_at = ${clock.now}, lease_until = null where work = 'listen'`.execute(
		desk.db,
	);
	await one.look(now);
	expect(network.listens[0]?.signal.aborted).toBe(true);
	await expect.poll(() => network.listens.length).toBe(2);
	await sql`update page set status = 'stopped' where id = 1`.execute(desk.db);
	await one.look(now);
	await expect.poll(() => one.count()).toBe(0);
	network.seconds = null;
	await sql`update page set status = 'active' where id = 1`.execute(desk.db);
	pass(60);
	await one.look(now);
	await expect.poll(() => one.count()).toBe(0);
	expect(network.listens).toHaveLength(2);
	await one.stop();
});
