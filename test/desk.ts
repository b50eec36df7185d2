import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import type { Channel, Channels } from "../src/channels/channel.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { permissions } from "../src/domain/permission.ts";
import { buildServer } from "../src/http/server.ts";
import type { ServerParts } from "../src/http/server.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { createTestDatabase } from "./database.ts";
import { memoryStore } from "./memory-store.ts";
import { makeRegion, secretKey } from "./region.ts";
import type { TestRegion } from "./region.ts";

export const password = "a long enough password";
/** Its hash at the least cost there is: a stored hash names its cost, and the real one is for test/access.test.ts. */
const passwordHash =
	"$argon2id$v=19$m=8,t=1,p=1$YSB0ZXN0IGhhcyBubyBzZWNyZXRz$4+cL7/DA0h39CIVodz0jyVlpquD0Dtf/JY8a1Fi1Gos";

/** A network of the tests: its deliveries carry the page's secret in a header. */
const testChannel: Channel = {
	name: "vk",
	maxLength: () => 1000,
	maxPhotos: () => 0,
	minIntervalMs: () => 0,
	repeatsDroppedMinutes: () => 0,
	verify: (page, { body, headers, ip }) => {
		if (headers["x-secret"] !== page.secrets.secret) return { kind: "refuse", reason: "wrong secret" };
		if (body.toString() === "who am i")
			return { kind: "answer", reply: { status: 200, body: ip, contentType: "text/plain" } };
		if (body.toString() === "who are you")
			return {
				kind: "answer",
				reply: { status: 200, body: page.secrets.confirmation ?? "", contentType: "text/plain" },
			};
		return { kind: "store", reply: { status: 200, body: "ok", contentType: "text/plain" } };
	},
	parse: () => ({ kind: "ignored", eventId: null, reason: "a test" }),
	publish: async () => ({ kind: "unknown", code: "test", text: "" }),
	readBack: async () => ({ kind: "cannot-read" }),
};

/** A running server on a database of its own, with one person of every kind; logins are login-1 … login-5. */
export type Desk = {
	db: Db;
	databaseUrl: string;
	region: TestRegion;
	app: FastifyInstance;
	url: string;
	/** a request from the desk's own page; `as` is a cookie from `signIn` */
	call: (method: string, path: string, options?: CallOptions) => Promise<Response>;
	/** @returns the cookie */
	signIn: (login: string) => Promise<string>;
	/** a case of an agency, with its first message */
	openCase: (agencyId: number, text?: string) => Promise<number>;
	/** appends history as `cases` does */
	note: (caseId: number, agencyId: number, type: string, data?: Record<string, unknown>) => Promise<void>;
	close: () => Promise<void>;
};
type CallOptions = { as?: string | undefined; body?: unknown; headers?: Record<string, string> };

export async function openDesk(change: Partial<ServerParts> = {}): Promise<Desk> {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, 10);
	const region = await makeRegion(db);
	await addPeople(db);
	const queue = await openQueue(db);
	const channels: Channels = new Map([[testChannel.name, testChannel]]);
	const app = buildServer({
		db,
		databaseUrl: database.url,
		channels,
		secretKey,
		accept: createAcceptor(db, queue.enqueue).accept,
		enqueue: queue.enqueue,
		files: memoryStore(),
		demo: null,
		webRoot: null,
		version: "test",
		publicUrl: "http://desk.example",
		logger: false,
		...change,
	});
	const origin = change.publicUrl ?? "http://desk.example";
	const url = await app.listen({ host: "127.0.0.1", port: 0 });
	const call: Desk["call"] = (method, path, { as, body, headers } = {}) =>
		fetch(url + path, {
			method,
			redirect: "manual",
			headers: {
				origin,
				...(as && { cookie: as }),
				...(body !== undefined && { "content-type": "application/json" }),
				...headers,
			},
			...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
		});
	return {
		db,
		databaseUrl: database.url,
		region,
		app,
		url,
		call,
		signIn: async (login) => {
			const response = await call("POST", "/api/session", { body: { login, password } });
			if (response.status !== 200) throw new Error(`${login}: ${response.status} ${await response.text()}`);
			return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
		},
		openCase: (agencyId, text = "Нет воды") => openCase(db, region, agencyId, text),
		note: (caseId, agencyId, type, data = {}) =>
			db.transaction().execute((tx) => note(tx, caseId, agencyId, type, data)),
		close: async () => {
			await app.close();
			await queue.close();
			await db.destroy();
			await database.drop();
		},
	};
}

async function addPeople(db: Db): Promise<void> {
	await sql`insert into staff (region_id, id, login, name, password_hash) values (1, 5, 'login-5', 'Person 5', '-')`.execute(
		db,
	);
	await sql`update staff set password_hash = ${passwordHash}`.execute(db);
	await sql`select setval(pg_get_serial_sequence('page', 'id'), 10), setval(pg_get_serial_sequence('staff', 'id'), 10)`.execute(
		db,
	);
	const agencyRights = [
		"case.read.agency",
		"case.work",
		"reply.write",
		"reply.approve",
		"publication.settle",
		"page.read",
		"personal.read",
	];
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'curator', 'Куратор', 'Curator', ${["case.read.region", "case.triage", "case.work", "delivery.read", "delivery.retry", "page.read", "personal.read"]}),
		(1, 'agency', 'Ведомство', 'Agency', ${agencyRights}),
		(1, 'admin', 'Администратор', 'Administrator', ${[...permissions, "permission.of-a-newer-version"]})`.execute(db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values
		(1, 1, 'curator'), (1, 2, 'agency'), (1, 3, 'agency'), (1, 4, 'agency'), (1, 5, 'admin')`.execute(db);
}

let threads = 0;

async function openCase(db: Db, region: TestRegion, agencyId: number, text: string): Promise<number> {
	return db.transaction().execute(async (tx) => {
		const key = `thread-${++threads}`;
		const { rows: made } = await sql<{ id: number }>`
			insert into thread (region_id, page_id, key, kind) values (1, ${region.pageId}, ${key}, 'comments') returning id`.execute(
			tx,
		);
		const { rows } = await sql<{ id: number }>`
			insert into "case" (region_id, thread_id, page_id, channel, author_key, status, topic_code, agency_id, excerpt,
				registered_at, clock_from, due_at, last_message_at, search)
			select 1, ${made[0]!.id}, ${region.pageId}, 'vk', 'user:1', 'assigned', 'housing.no-water', ${agencyId}::int, ${text}::text,
				t, t, t + interval '4 hours', t, to_tsvector('russian', ${text}) from date_trunc('milliseconds', now()) t returning id`.execute(
			tx,
		);
		const caseId = rows[0]!.id;
		await sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			values (1, ${region.pageId}, ${made[0]!.id}, ${caseId}, ${`${key}-1`}, 'in', 'user:1', ${text}, now())`.execute(
			tx,
		);
		await note(tx, caseId, agencyId, "opened", {});
		return caseId;
	});
}

async function note(
	tx: Db,
	caseId: number,
	agencyId: number,
	type: string,
	data: Record<string, unknown>,
): Promise<void> {
	await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, data)
		values (1, ${caseId}, ${agencyId}, ${type}, 'system', ${JSON.stringify(data)})`.execute(tx);
	await sql`select pg_notify('case_event', '1:' || pg_current_xact_id()::text)`.execute(tx);
}

/** Takes away what signing in and out left behind. */
export async function emptyAccess(db: Db): Promise<void> {
	await sql`truncate session, sign_in_failure`.execute(db);
	await sql`alter table audit_event disable trigger audit_event_append_only`.execute(db);
	await sql`delete from audit_event`.execute(db);
	await sql`alter table audit_event enable trigger audit_event_append_only`.execute(db);
}
