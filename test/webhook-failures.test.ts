import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { workOnWebhooks } from "../src/events/keep-webhooks.ts";
import { sendNext } from "../src/events/send-webhooks.ts";
import { listNotices } from "../src/notify/reads.ts";
import { othersAreOver } from "./horizon.ts";
import type { WebhookDelivery } from "../src/http/contract-webhooks.ts";
import {
	addEndpoint,
	call,
	deliveries,
	desk,
	endpointOf,
	host,
	isSigned,
	later,
	parts,
	received,
	scene,
	send,
	sendAll,
	status,
	tell,
	useWebhookDesk,
} from "./webhook-desk.ts";
import type { Answer } from "./webhook-desk.ts";

useWebhookDesk();

describe("an endpoint that fails", () => {
	const oneEvent = async () => {
		const added = await addEndpoint({ eventTypes: ["case.opened"] });
		await desk.openCase(desk.region.housing);
		await tell();
		return added;
	};

	test("is tried by the ladder with the same id and a new time, then the delivery is dead, and sent again by a person", async () => {
		const { id, secret } = await oneEvent();
		scene.answers = Array.from({ length: 10 }, () => status(500));
		for (const seconds of [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]) {
			expect(await send(id)).toBe(false);
			later(seconds - 1);
			expect(await send(id), `after ${seconds} s`).toBeNull();
			later(1);
		}
		expect(await send(id)).toBe(false);
		later(365 * 86_400);
		expect(await send(id)).toBeNull();
		const [dead] = await deliveries("?state=dead");
		expect(dead).toMatchObject({ attempts: 10, lastStatus: 500, nextAt: null, state: "dead" });
		expect(new Set(received.map((one) => one.id))).toEqual(new Set([dead?.messageId]));
		expect(new Set(received.map((one) => one.timestamp)).size).toBe(10);
		expect(received.every((one) => isSigned(one, secret))).toBe(true);
		expect(await endpointOf(id)).toMatchObject({ dead: 1, state: "active" });

		scene.clock = new Date(Date.now() + 1_000);
		expect((await call("POST", `/api/webhook-deliveries/${dead!.id}/send-again`)).status).toBe(204);
		const twice = await call("POST", `/api/webhook-deliveries/${dead!.id}/send-again`);
		expect(await twice.json()).toMatchObject({ code: "webhook-not-repeatable" });
		expect(await send(id)).toBe(true);
		expect(received.at(-1)?.id).toBe(dead?.messageId);
		expect(await endpointOf(id)).toMatchObject({ dead: 0, waiting: 0, failingSince: null });
	});

	test.each<[string, Answer, Partial<WebhookDelivery>]>([
		["hangs", () => {}, { lastStatus: null, lastError: expect.stringMatching(/Abort|Timeout|ABORT/i) as string }],
		["redirects", (r) => r.writeHead(302, { location: "http://127.0.0.1:1/" }).end(), { lastStatus: 302 }],
		["breaks off", (r) => r.destroy(), { lastStatus: null, lastError: "ECONNRESET" }],
	])("%s: tried again later, never elsewhere", async (_name, answer, expected) => {
		const { id } = await oneEvent();
		scene.answers = [answer];
		expect(await send(id)).toBe(false);
		expect((await deliveries())[0]).toMatchObject({ state: "waiting", attempts: 1, ...expected });
		later(6);
		expect(await send(id)).toBe(true);
		expect(received).toHaveLength(2);
	});

	test("answers without end: its status is enough", async () => {
		const { id } = await oneEvent();
		let written = 0;
		scene.answers = [
			(response) => {
				response.writeHead(200);
				const more = (): void => {
					if (response.destroyed) return;
					written += 65_536;
					response.write(Buffer.alloc(65_536), more);
				};
				more();
			},
		];
		expect(await send(id)).toBe(true);
		expect(written).toBeLessThan(50_000_000);
	});

	test("asks to wait: that is kept", async () => {
		const { id } = await oneEvent();
		scene.answers = [status(503, { "retry-after": "120" })];
		expect(await send(id)).toBe(false);
		later(119);
		expect(await send(id)).toBeNull();
		later(1);
		expect(await send(id)).toBe(true);
	});

	test("is gone: it is called no more until a person switches it on", async () => {
		const { id } = await oneEvent();
		scene.answers = [status(410)];
		expect(await send(id)).toBe(false);
		expect(await endpointOf(id)).toMatchObject({ state: "disabled", stateReason: "gone", dead: 1 });
		const { rows } = await sql<{ data: object }>`
			select data from audit_event where type = 'webhook-endpoint-disabled' order by id desc limit 1`.execute(desk.db);
		expect(rows[0]?.data).toEqual({ endpointId: id, reason: "gone" });
		const notices = await sql<{ staff_id: number; data: object }>`
			select staff_id, data from notice where code = 'webhook-off'`.execute(desk.db);
		expect(notices.rows).toEqual([{ staff_id: 5, data: { endpointId: id, reason: "gone" } }]);
		await desk.openCase(desk.region.housing);
		await tell();
		expect(await send(id)).toBeNull();
		await call("PATCH", `/api/webhook-endpoints/${id}`, { state: "active" });
		await tell();
		expect(await send(id)).toBe(true);
		scene.clock = new Date(Date.now() + 1_000);
		expect(await (await call("POST", `/api/webhook-endpoints/${id}/send-again`)).json()).toEqual({ count: 1 });
		expect(await send(id)).toBe(true);
	});

	test("fails for five days with no success between: switched off; what was missed may be left out", async () => {
		const { id } = await oneEvent();
		scene.answers = [status(500), status(200), status(500), status(500)];
		await send(id);
		later(4 * 86_400);
		expect(await send(id)).toBe(true);
		expect((await endpointOf(id)).failingSince).toBeNull();
		await desk.openCase(desk.region.housing);
		await tell();
		await send(id);
		later(5 * 86_400 + 1);
		await send(id);
		expect(await endpointOf(id)).toMatchObject({ state: "disabled", stateReason: "failing" });
		await desk.openCase(desk.region.housing);
		await othersAreOver(desk.db);
		await call("PATCH", `/api/webhook-endpoints/${id}`, { state: "active", skipMissed: true });
		await tell();
		expect((await endpointOf(id)).sequence).toBe(2);
	});

	test("is switched off once, by whichever deliveries fail at the same moment, and so it is told", async () => {
		const { id } = await oneEvent();
		await desk.openCase(desk.region.housing);
		await tell();
		await sql`delete from notice`.execute(desk.db);
		await sql`update webhook_endpoint set failing_since = ${new Date(scene.clock.getTime() - 9 * 864e5)} where id = ${id}`.execute(
			desk.db,
		);
		scene.answers = [status(500), status(500)];
		await Promise.all([send(id), send(id)]);
		expect(await endpointOf(id)).toMatchObject({ state: "disabled", stateReason: "failing" });
		const { items } = await listNotices(desk.db, { ...desk.region.curator, staffId: 5 }, { limit: 9 });
		expect(items).toMatchObject([
			{ kind: "desk", code: "webhook-off", name: expect.any(String) as string, data: { endpointId: id } },
		]);
	});

	test("does not hold up another, nor the end of the worker", async () => {
		const hanging = await addEndpoint({ eventTypes: ["case.opened"] });
		const quick = await addEndpoint({ eventTypes: ["case.opened"] });
		await sql`update webhook_endpoint set url = ${`http://${host}/quick`} where id = ${quick.id}`.execute(desk.db);
		scene.answers = Array.from(
			{ length: 1000 },
			(): Answer =>
				(response, { url }) => {
					if (url === "/quick") response.end();
				},
		);
		const errors: unknown[] = [];
		const now = () => new Date();
		const work = workOnWebhooks({ ...parts, now, withinMs: 3_000, onError: (error) => errors.push(error) });
		for (let count = 0; count < 6; count++) await desk.openCase(desk.region.housing);
		const begun = performance.now();
		while ((await deliveries(`?endpointId=${quick.id}&state=delivered`)).length < 6) {
			if (performance.now() - begun > 10_000) throw new Error("the quick one was held up");
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect((await deliveries(`?endpointId=${hanging.id}&state=delivered`)).length).toBe(0);
		await work.stop();
		expect(errors).toEqual([]);
	});

	test("a worker that died between the call and its end: sent again, with the same id; the late one writes nothing", async () => {
		const { id } = await oneEvent();
		let answerFirst: () => void = () => {};
		scene.answers = [(response) => (answerFirst = () => response.end())];
		const dying = sendNext({ ...parts, withinMs: 20_000 }, { regionId: 1, id });
		while (received.length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
		expect(await send(id)).toBeNull();
		later(90);
		expect(await send(id)).toBe(true);
		expect(received.map((one) => one.id)).toEqual([received[0]?.id, received[0]?.id]);
		const before = await deliveries();
		answerFirst();
		await dying;
		expect(await deliveries()).toEqual(before);
	});

	test("many at once are each claimed by one", async () => {
		const { id } = await addEndpoint({ eventTypes: ["case.opened"] });
		for (let count = 0; count < 12; count++) await desk.openCase(desk.region.housing);
		await tell();
		await Promise.all([sendAll(id), sendAll(id), sendAll(id)]);
		expect(received).toHaveLength(12);
		expect(new Set(received.map((one) => one.id)).size).toBe(12);
	});
});
