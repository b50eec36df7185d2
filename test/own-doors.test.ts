import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Channel, PublishOrder } from "../src/channels/channel.ts";
import { channels } from "../src/channels/index.ts";
import { writeSubmission } from "../src/channels/submission.ts";
import type { Submission } from "../src/channels/submission.ts";

/** The channels whose network is the desk itself: a submission in, an answer on the resident's page out. */
const page = { id: 1, externalId: "one", settings: {}, secrets: {} };
const receivedAt = new Date("2026-03-10T09:00:00Z");
const submission: Submission = {
	...{ id: "thread-1", threadId: "thread-1", receivedAt: "2026-03-10T08:59:00.000Z", text: "Нет воды\u0000\ud800" },
	...{ name: "Житель", contact: "a@example.org", address: "Мира, 9", latitude: 59.93, longitude: 30.31 },
	...{ topicCode: "housing.no-water", mediaUrls: ["https://example.org/1.jpg", "javascript:1"], extra: {} },
};
const files = [
	{ name: "1.jpg", type: "image/jpeg", bytes: Buffer.from([1, 2, 10, 3]) },
	{ name: "2.jpg", type: "image/jpeg", bytes: Buffer.from([4, 5]) },
];
const order: PublishOrder = {
	target: { threadKey: "thread-1", threadKind: "direct", replyToExternalId: "thread-1" },
	text: "Вода будет к 19:00.",
	key: "order-1",
};

describe.each(["form", "open311"])("%s", (name) => {
	const channel = channels.get(name) as Channel;
	const parse = (body: Buffer) => channel.parse(page, body, receivedAt);

	test("reads a submission as it was handed in", async () => {
		const parsed = await parse(writeSubmission(submission, files));
		expect(parsed).toMatchObject({ kind: "changes", eventId: "thread-1" });
		expect(parsed.kind === "changes" && parsed.changes).toMatchObject([
			{
				kind: "message",
				message: {
					...{ externalId: "thread-1", threadKey: "thread-1", direction: "in", authorKey: "anonymous:thread-1" },
					...{ text: submission.text, authorName: "Житель", contact: "a@example.org" },
					threadKind: name === "form" ? "direct" : "comments",
					sentAt: new Date("2026-03-10T08:59:00.000Z"),
					topicCode: "housing.no-water",
					attachments: [
						{ kind: "photo", ref: "file:0", title: "1.jpg" },
						{ kind: "photo", ref: "file:1", title: "2.jpg" },
						{ kind: "photo", url: "https://example.org/1.jpg" },
						{ kind: "place", title: "Мира, 9", latitude: 59.93, longitude: 30.31 },
					],
				},
			},
		]);
		expect(await parse(writeSubmission(submission, files))).toEqual(parsed);
	});

	test("a later message stands in the thread of the first", async () => {
		const parsed = await parse(writeSubmission({ ...submission, id: "thread-1_2" }, []));
		expect(parsed.kind === "changes" && parsed.changes[0]).toMatchObject({
			message: { externalId: "thread-1_2", threadKey: "thread-1", authorKey: "anonymous:thread-1" },
		});
	});

	test("gives the files out of the body", async () => {
		const body = writeSubmission(submission, files);
		const fetch = async (ref: string, from: Buffer | null = body) =>
			channel.fetchFile?.(page, { kind: "photo", ref }, from);
		expect(await fetch("file:0")).toEqual({ kind: "bytes", bytes: files[0]?.bytes, name: "1.jpg" });
		expect(await fetch("file:1")).toEqual({ kind: "bytes", bytes: files[1]?.bytes, name: "2.jpg" });
		for (const ref of ["file:2", "file:-1", "", "file:1e0", "../etc"])
			expect(await fetch(ref), ref).toMatchObject({ kind: "gone" });
		expect(await fetch("file:0", null)).toMatchObject({ kind: "gone" });
		expect(await fetch("file:0", Buffer.from("{}"))).toMatchObject({ kind: "gone" });
	});

	test("what is no submission is kept and not understood", async () => {
		const head = JSON.parse(writeSubmission(submission, files).toString("latin1").split("\n")[0] ?? "");
		const broken = [
			...Object.keys(head).map((field) => ({ ...head, [field]: undefined })),
			{ ...head, id: "../../1" },
			{ ...head, receivedAt: "yesterday" },
			{ ...head, latitude: 91 },
			{ ...head, files: [{ name: "", type: "", size: 1e9 }] },
		];
		for (const value of broken)
			expect((await parse(Buffer.from(JSON.stringify(value)))).kind, JSON.stringify(value)).toBe("not-understood");
	});

	test("no bytes make it throw", async () => {
		const read = async (body: Uint8Array) => {
			const parsed = await parse(Buffer.from(body));
			if (parsed.kind !== "changes") return;
			const bare = JSON.stringify(parsed.changes, (key, value) => (key === "text" ? "" : value));
			expect(bare).not.toMatch(/\\u0000|\\ud[89a-f]/);
		};
		await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), read));
		const text = fc.string({ unit: "binary", maxLength: 40 });
		const hostile = fc.record({ text, name: text, contact: text, address: text, topicCode: text });
		const whole = hostile.map((change) => writeSubmission({ ...submission, ...change }, files));
		await fc.assert(fc.asyncProperty(whole, read), { numRuns: 500 });
		const cut = fc.nat({ max: 500 }).map((at) => writeSubmission(submission, files).subarray(0, at));
		await fc.assert(fc.asyncProperty(cut, read));
	});

	test("an answer stands as soon as it is recorded, once for each order", async () => {
		const sent = await channel.publish(page, order);
		expect(sent).toMatchObject({ kind: "sent", externalId: expect.stringMatching(/^answer_[\w-]{24}$/) });
		expect(await channel.publish(page, order)).toEqual(sent);
		expect(await channel.publish(page, { ...order, key: "order-2" })).not.toEqual(sent);
		const seen = await channel.readBack(page, order, null);
		expect(seen).toMatchObject({ kind: "text", text: order.text, externalId: "externalId" in sent && sent.externalId });
		const nowhere = { ...order, target: { ...order.target, replyToExternalId: "wall-1 2" } };
		expect(await channel.publish(page, nowhere)).toMatchObject({ kind: "not-sent", class: "target-gone" });
	});

	test("a webhook of it is refused", () => {
		const body = writeSubmission(submission, []);
		expect(channel.verify(page, { body, headers: {}, ip: "127.0.0.1" }).kind).toBe("refuse");
	});
});
