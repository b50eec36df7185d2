import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Channel } from "../src/channels/channel.ts";
import { channels } from "../src/channels/index.ts";

/** What the channels hold that speak with no network: their bodies are the desk's own, and still nothing is believed. */
const page = { id: 1, externalId: "one", settings: {}, secrets: {} };
const receivedAt = new Date("2026-03-10T09:00:00Z");
const print = "0123456789abcdef".repeat(2);

const bodies = {
	hand: {
		id: `hand-${print}`,
		threadKey: `person-${print}`,
		authorKey: `hand:${print}`,
		text: "Нет воды",
		sentAt: "2026-03-10T08:00:00.000Z",
		takenBy: 3,
	},
	portal: { number: "ПОС-17", version: 1, text: "Нет воды", sentAt: "2026-03-10T08:00:00.000Z", cells: {} },
};

describe.each(Object.entries(bodies))("%s", (name, body) => {
	const channel = channels.get(name) as Channel;
	const parse = (given: unknown) => channel.parse(page, Buffer.from(JSON.stringify(given)), receivedAt);

	test("reads its own body", async () => {
		const parsed = await parse(body);
		expect(parsed).toMatchObject({
			kind: "changes",
			changes: [{ kind: "message", message: { text: "Нет воды", direction: "in", threadKind: "direct" } }],
		});
		expect(parsed.eventId).toMatch(/^[\w-]{1,100}$/);
	});

	test("lacks of it are not understood", async () => {
		for (const field of Object.keys(body).filter((one) => one !== "cells"))
			for (const value of [undefined, null, "", [], {}, -1])
				expect((await parse({ ...body, [field]: value })).kind, field).toBe("not-understood");
	});

	test("no bytes make it throw, and no reason repeats them", async () => {
		const hold = async (bytes: Buffer) => {
			const parsed = await channel.parse(page, bytes, receivedAt);
			if (parsed.kind !== "changes") {
				expect(parsed.reason).toMatch(/^[\x20-\x7e]{1,200}$/);
				return;
			}
			const bare = JSON.stringify(parsed.changes, (key, value) => (key === "text" ? "" : value));
			expect(bare).not.toMatch(/\\u0000|\\ud[89a-f]/);
		};
		await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => hold(Buffer.from(bytes))));
		const change = fc.tuple(fc.constantFrom(...Object.keys(body)), fc.jsonValue({ stringUnit: "binary" }));
		await fc.assert(
			fc.asyncProperty(change, ([field, value]) => hold(Buffer.from(JSON.stringify({ ...body, [field]: value })))),
			{ numRuns: 500 },
		);
		await hold(Buffer.from("[".repeat(50_000)));
	});

	test("nobody delivers to it, and it calls nobody", async () => {
		expect(channel.verify(page, { body: Buffer.from(JSON.stringify(body)), headers: {} } as never).kind).toBe("refuse");
		expect(channel.isPublishedByPerson?.(page)).toBe(true);
		const target = { threadKey: "a", threadKind: "direct" as const, replyToExternalId: "b" };
		expect(await channel.publish(page, { target, text: "x", key: "k" })).toMatchObject({
			kind: "not-sent",
			advice: "by-person",
		});
		expect(await channel.readBack(page, { target, text: "x", key: "k" }, null)).toEqual({ kind: "cannot-read" });
		expect(channel.maxLength(target)).toBeGreaterThan(4096);
	});
});

test("a later version of a portal's message is an edit of it", async () => {
	const portal = channels.get("portal") as Channel;
	const read = (given: unknown) => portal.parse(page, Buffer.from(JSON.stringify(given)), receivedAt);
	const [first, second] = [await read(bodies.portal), await read({ ...bodies.portal, version: 2, text: "Есть вода" })];
	expect(second).toMatchObject({
		changes: [{ kind: "edit", editedAt: receivedAt, message: { externalId: "ПОС-17" } }],
	});
	expect(second.eventId).not.toBe(first.eventId);
	for (const url of ["javascript:alert(1)", "http://", `https://x/${"a".repeat(3000)}`, 7]) {
		const parsed = await read({ ...bodies.portal, url });
		expect(JSON.stringify(parsed)).not.toContain('"url"');
	}
});
