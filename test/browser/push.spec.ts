import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { sql } from "kysely";
import { openDatabase } from "../../src/db/database.ts";
import { raiseCaseNotice } from "../../src/notify/raise-case-notice.ts";
import { sendPushes } from "../../src/notify/send-pushes.ts";
import { makePushBrowser } from "../push-browser.ts";
import { ask, expect, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

/*
 * Chromium without a network reaches no push service of its own: the subscription is made by the test in its place, and what
 * the desk sends to it is handed to the service worker by the DevTools. Permission, key, storing, cipher, the worker and the
 * notification are the real ones; a click cannot be made outside of the page, so the worker hears of one.
 */

/** A push service: keeps what it is sent. */
async function startService() {
	const bodies: Buffer[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on("data", (part: Buffer) => parts.push(part));
		request.on("end", () => {
			bodies.push(Buffer.concat(parts));
			response.writeHead(201).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { bodies, host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** The browser's own part of a subscription. */
const pretend = (page: Page, endpoint: string, keys: { p256dh: string; auth: string }) =>
	page.addInitScript(
		(given) => {
			let made: object | null = null;
			PushManager.prototype.subscribe = async (options) => {
				if (Notification.permission !== "granted") throw new DOMException("no permission", "NotAllowedError");
				const { endpoint: address, keys: own } = given;
				made = {
					endpoint: address,
					options,
					toJSON: () => ({ endpoint: address, keys: own }),
					unsubscribe: async () => {
						made = null;
						return true;
					},
				};
				return made as PushSubscription;
			};
			PushManager.prototype.getSubscription = async () => made as PushSubscription | null;
		},
		{ endpoint, keys },
	);

/** Hands a message to the service worker, as a push service would. */
async function deliver(page: Page, data: string): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const registration = new Promise<string>((resolve) => {
		devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
			if (registrations[0]) resolve(registrations[0].registrationId);
		});
	});
	await devtools.send("ServiceWorker.enable");
	const origin = await page.evaluate(() => location.origin);
	await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId: await registration, data });
}

/** Raises a notice for the curator and sends it to their browsers; the desk's own worker keeps quiet meanwhile. */
async function raiseAndSend(desk: Desk, caseId: number, host: string): Promise<void> {
	const db = openDatabase(desk.databaseUrl, 2);
	const now = new Date();
	const { rows } = await sql<{
		id: number;
	}>`update staff s set quiet_from = (m + 1380) % 1440, quiet_to = (m + 60) % 1440
		from (select g.id as region_id, (extract(hour from t) * 60 + extract(minute from t))::int as m
			from (select g.id, ${now}::timestamptz at time zone g.time_zone as t from region g) g) g
		where s.region_id = g.region_id and s.login = 'curator' returning s.id`.execute(db);
	await sql`update push_subscription set endpoint = ${`http://${host}/browser`}`.execute(db);
	await sql`update notice set read_at = now()`.execute(db);
	const notice = { regionId: 1, staffIds: [rows[0]!.id], code: "term-over" as const, caseId, data: {} };
	await db.transaction().execute((tx) => raiseCaseNotice(tx, notice, now));
	const parts = { db, secretKey: desk.secretKey, publicUrl: desk.url, trustedHost: host };
	await sendPushes(parts, new Date(now.getTime() + 4 * 3_600_000), (error) => expect(error).toBeUndefined());
	await db.destroy();
}

test("a browser that asked for it shows what happened, and a click leads to the case", async ({ desk }) => {
	const service = await startService();
	const browser = makePushBrowser();
	const caseId = await desk.write("Оповещение: не вывозят мусор с Полевой");
	const page = await desk.open("curator", { permissions: ["notifications"] });
	await pretend(page, "https://push.example/browser", browser.keys);
	await page.goto("/notices");
	await page.getByRole("button", { name: "Включить" }).click();
	await expect(page.getByText("Оповещения в этом браузере включены")).toBeVisible();
	const { publicKey, browsers } = await ask<{ publicKey: string; browsers: number }>(
		desk,
		"GET",
		"/me/push",
		undefined,
		"curator",
	);
	expect(browsers).toBe(1);
	const asked = await page.evaluate(async () => {
		const subscription = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
		return subscription?.options.applicationServerKey as unknown;
	});
	expect(asked).toBe(publicKey);

	await raiseAndSend(desk, caseId, service.host);
	service.close();
	expect(service.bodies).toHaveLength(1);
	const sent = browser.read(service.bodies[0]!);
	await deliver(page, JSON.stringify(sent));
	const shown = () =>
		page.evaluate(async () => {
			const list = await (await navigator.serviceWorker.ready).getNotifications();
			return list.map(({ title, body }) => ({ title, body }));
		});
	await expect.poll(shown).toEqual([{ title: "Отклик", body: `Инцидент № ${caseId}: срок истёк` }]);

	const [worker] = page.context().serviceWorkers();
	const opened = await worker!.evaluate(async () => {
		const scope = globalThis as unknown as {
			registration: ServiceWorkerRegistration;
			clients: { openWindow: (url: string) => Promise<null> };
		};
		const [notification] = await scope.registration.getNotifications();
		return new Promise<string>((resolve) => {
			// a window may be opened only by a real click
			scope.clients.openWindow = async (url) => {
				resolve(url);
				return null;
			};
			const click = new Event("notificationclick") as Event & { notification?: unknown; waitUntil?: unknown };
			click.notification = notification;
			click.waitUntil = () => {};
			globalThis.dispatchEvent(click);
		});
	});
	expect(opened).toBe(`${desk.url}/cases/${caseId}`);
	await expect.poll(shown).toEqual([]);
	await page.goto(opened);
	await expect(page.getByText("не вывозят мусор с Полевой").first()).toBeVisible();
});

test("what comes where is chosen by switches, and a view is watched from its menu", async ({ desk }) => {
	const page = await desk.as("curator", "/notices");
	const toggle = page.getByRole("switch", { name: "Обещания: в браузере" });
	await expect(toggle).toBeChecked();
	await toggle.focus();
	await page.keyboard.press("Space");
	await expect(toggle).not.toBeChecked();
	await expect(page.getByText("Обещания: не придут в браузере, видны здесь")).toBeVisible();
	await page.reload();
	await expect(toggle).not.toBeChecked();
	await expect(page.getByRole("switch", { name: "Обещания: письмом" })).toBeChecked();
	await expect(page.getByRole("row", { name: /Срочное/ }).getByRole("switch")).toHaveCount(0);

	const query = { view: "open", q: "мусор" };
	await ask(desk, "POST", "/saved-views", { name: "Мусор", shared: "own", query }, "curator");
	await page.goto("/cases");
	await page.getByRole("button", { name: "Действия с видом «Мусор»" }).press("Enter");
	await page.getByRole("menuitem", { name: "Сообщать о новых" }).press("Enter");
	await expect(page.getByText("Когда в виде «Мусор» появится инцидент, вам придёт оповещение")).toBeVisible();
	await expect(page.getByRole("link", { name: /Мусор.*вы следите/ })).toBeVisible();
});
