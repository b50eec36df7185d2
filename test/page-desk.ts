import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type {
	Channel,
	ConnectStep,
	Identified,
	IncomingMessage,
	PageFinding,
	Parsed,
	Polled,
	PublishOutcome,
	WindowRead,
} from "../src/channels/channel.ts";
import { notUnderstood } from "../src/channels/codes.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { openWork } from "../src/ingest/keep-pages.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { pageWorks } from "../src/page-works.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import type { TurnWork } from "../src/registry/page-work.ts";
import { createTestDatabase } from "./database.ts";
import { makeRegion, secretKey } from "./region.ts";
import type { TestRegion } from "./region.ts";
import { emptyCases } from "./scripted-desk.ts";

/** A desk on a database of its own with a network that says what a test has scripted; its clock is `clock.now`. */
export const desk = {} as {
	db: Db;
	url: string;
	region: TestRegion;
	enqueue: Enqueue;
	close: () => Promise<void>;
};

export const begin = new Date("2026-03-04T09:00:00Z");
export const clock = { now: begin };
export const now = (): Date => clock.now;
export function pass(seconds: number): void {
	clock.now = new Date(clock.now.getTime() + seconds * 1000);
}

type Script = {
	polls: (Polled | Promise<Polled> | Error)[];
	/** asked with these cursors */
	cursors: (string | null)[];
	seconds: number | null;
	standbySeconds: number | null;
	findings: PageFinding[] | Error;
	window: WindowRead | Error;
	windows: { from: Date; to: Date }[];
	rereads: WindowRead[];
	listens: { onNews: () => void; signal: AbortSignal; fail: (error: Error) => void }[];
	notified: { address: string; text: string }[];
	outcome: PublishOutcome | Error;
	identified: Identified | Error;
	steps: ConnectStep[];
};
export const network = {} as Script;

/** One message as this network writes it down. */
export type Body = { id: string; text?: string; at?: string; kind?: string; isCropped?: boolean };
export const body = (one: Body): Buffer => Buffer.from(JSON.stringify(one));

function parse(_page: unknown, bytes: Buffer): Parsed {
	let read: Body;
	try {
		read = JSON.parse(bytes.toString()) as Body;
	} catch {
		return notUnderstood("shape", "not JSON");
	}
	if (read.kind === "ignored") return { kind: "ignored", eventId: null, reason: "a test" };
	const message: IncomingMessage = {
		externalId: read.id,
		threadKey: `thread-${read.id}`,
		threadKind: "comments",
		direction: "in",
		authorKey: `user:${read.id}`,
		text: read.text ?? "Нет горячей воды третий день",
		attachments: [],
		sentAt: new Date(read.at ?? begin),
		...(read.isCropped && { isCropped: true }),
	};
	return { kind: "changes", eventId: null, changes: [{ kind: "message", message }] };
}

const said = <T>(value: T | Error): T => {
	if (value instanceof Error) throw value;
	return value;
};

export const scripted: Channel = {
	name: "vk",
	maxLength: () => 1000,
	maxPhotos: () => 0,
	minIntervalMs: () => 0,
	repeatsDroppedMinutes: () => 0,
	verify: () => ({ kind: "refuse", reason: "a test" }),
	parse,
	publish: async () => ({ kind: "unknown", code: "test", text: "" }),
	readBack: async () => ({ kind: "cannot-read" }),
	pollSeconds: (_page, isStandby) => (isStandby ? network.standbySeconds : network.seconds),
	poll: async (_page, cursor) => {
		network.cursors.push(cursor);
		return said(await (network.polls.shift() ?? read([], cursor ?? "start")));
	},
	listen: (_page, onNews, signal) =>
		new Promise((resolve, fail) => {
			network.listens.push({ onNews, signal, fail });
			signal.addEventListener("abort", () => resolve());
		}),
	look: async () => said(network.findings),
	readWindow: async (_page, from, to) => {
		network.windows.push({ from, to });
		return said(network.window);
	},
	reread: async () => network.rereads.shift() ?? { kind: "cannot-read", reason: "no-service-key" },
	notify: async (_page, address, text) => {
		network.notified.push({ address, text });
		return said(network.outcome);
	},
	identify: async () => said(network.identified),
	connect: async (_page, _url, save) => {
		await save({ settings: { mode: "callback" }, secrets: { secret: "a-secret-made-on-the-way" } });
		return network.steps;
	},
};
export const channels = new Map([["vk", scripted]]);

export const read = (
	bodies: Buffer[],
	cursor: string,
	more: Partial<Extract<Polled, { kind: "read" }>> = {},
): Polled => ({
	kind: "read",
	bodies,
	cursor,
	isMore: false,
	...more,
});

export const errors: unknown[] = [];
export const parts = () => {
	const { db, enqueue } = desk;
	const knowledgeOf = keepKnowledge(db, keepRegistry(db, 0), console.error);
	const onError = (error: unknown) => errors.push(error);
	return { db, channels, secretKey, enqueue, publicUrl: "https://desk.example", knowledgeOf, onError };
};

/** A worker of its own that does one kind of work. */
export function worker(work: TurnWork) {
	const kind = pageWorks(parts()).find((one) => one.work === work);
	if (!kind) throw new Error(work);
	return openWork(parts(), { ...kind, spreadSeconds: 0 });
}

/** Whatever is due of a kind of work, done. */
export async function work(kind: TurnWork): Promise<void> {
	await Promise.all(await worker(kind).look(now));
}
export const ingest = (): Promise<void> => ingestDeliveries(parts(), 1);

export const messages = async (): Promise<string[]> =>
	(await desk.db.selectFrom("message").select("external_id").orderBy("id").execute()).map((row) => row.external_id);
export const turnOf = (kind: TurnWork) =>
	desk.db
		.selectFrom("page_turn")
		.selectAll()
		.where("work", "=", kind)
		.where("page_id", "=", 1)
		.executeTakeFirstOrThrow();
export const reading = () =>
	desk.db.selectFrom("page_reading").selectAll().where("page_id", "=", 1).executeTakeFirstOrThrow();

/** Called once in a test file: opens the desk, and empties it before each test. */
export function usePageDesk(): void {
	beforeAll(async () => {
		const database = await createTestDatabase();
		const db = openDatabase(database.url, 10);
		const queue = await openQueue(db);
		const region = await makeRegion(db);
		await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
			(1, 'admin', 'a', 'a', ${["page.read", "page.manage"]}), (1, 'agency', 'b', 'b', ${["page.read"]})`.execute(db);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 1, 'admin'), (1, 2, 'agency'), (1, 4, 'agency')`.execute(
			db,
		);
		const close = async () => {
			await queue.close();
			await db.destroy();
			await database.drop();
		};
		Object.assign(desk, { db, url: database.url, region, enqueue: queue.enqueue, close });
	});
	afterAll(() => desk.close());
	beforeEach(async () => {
		await emptyCases(desk.db);
		await sql`truncate page_turn, page_reading, page_health, page_health_event, page_check, page_day, notice, notice_sending`.execute(
			desk.db,
		);
		await sql`delete from page where id > 1`.execute(desk.db);
		await sql`update page set status = 'active', status_reason = null, send_after = '-infinity', refused_at = null,
			settings = settings - 'sendsNotices'`.execute(desk.db);
		await sql`update staff set notice_channel = null, notice_address = null`.execute(desk.db);
		await sql`truncate pgboss.job`.execute(desk.db);
		clock.now = begin;
		errors.length = 0;
		Object.assign(network, {
			...{ polls: [], cursors: [], seconds: 30, standbySeconds: 10, findings: [], windows: [], rereads: [] },
			window: { kind: "read", found: [], isWhole: true },
			...{ listens: [], notified: [], outcome: { kind: "sent", externalId: "1" }, steps: [] },
			identified: { kind: "found", externalId: "900001", name: "Page", url: null, findings: [] },
		} satisfies Script);
	});
}
