import { sql } from "kysely";
import { createHash } from "node:crypto";
import type { Db } from "../../src/db/database.ts";
import { seal } from "../../src/db/sealed.ts";
import { readyProfiles } from "../../src/domain/sla-profile.ts";
import { sealSecrets } from "../../src/registry/page-secrets.ts";
import { secretKey } from "../region.ts";
import { insert } from "./insert.ts";
import type { Put, Row } from "./insert.ts";
import { markOf, personOf } from "./marks.ts";
import type { Ground } from "./region.ts";
import { workOf } from "./work.ts";

/** One of everything that a route may name, by the name of the kind. */
export type World = Ground & { ids: Record<string, number | string> };

/** @param ownId the callers' agency: of the world "part" it has a task */
export async function makeWorld(db: Db, ground: Ground, ownId: number): Promise<World> {
	const put: Put = async (table, row) => (await insert(db, table, { region_id: ground.regionId, ...row })).id;
	const page = await addPage(put, ground);
	const cases = await addCases(put, ground, page);
	if (ground.relation === "part") await addOwnTasks(put, ground, cases, ownId);
	const ids = {
		...cases,
		...(await workOf(put, ground, { ...cases, page })),
		...(await settingsOf(put, ground, page)),
	};
	return { ...ground, ids: { ...ids, page, agency: ground.agencyId, calendar: ground.calendarId } };
}

export const pageNumberOf = (agencyId: number): string => String(900_000 + agencyId);

async function addPage(put: Put, { relation, agencyId }: Ground): Promise<number> {
	return put("page", {
		channel: "vk",
		external_id: pageNumberOf(agencyId),
		name: `Page ${relation === "foreign" ? markOf(relation) : relation}`,
		agency_id: agencyId,
		webhook_key: `webhook-key-${relation}`,
		settings: JSON.stringify({ apiUrl: "http://127.0.0.1:9" }),
		secrets: sealSecrets(secretKey, { accessToken: `token-${relation}`, secret: "s", confirmation: "c0ffee" }),
	});
}

/** Statuses of the cases that routes need: in work with a draft, before its approval, answered, and some beside. */
const statuses = { case: "inProgress", submitted: "onApproval", answered: "answered", second: "new", child: "merged" };

async function addCases(put: Put, ground: Ground, page: number): Promise<Record<string, number>> {
	const ids: Record<string, number> = {};
	for (const [name, status] of Object.entries(statuses)) {
		const parent_id = name === "child" ? ids.case! : null;
		const made = await addCase(put, ground, { page, name, status, parent_id });
		ids[name] = made.id;
		ids[`${name}Message`] = made.message;
	}
	return ids;
}

type CaseGiven = { page: number; name: string; status: string; parent_id: number | null };

async function addCase(put: Put, { relation, agencyId }: Ground, { page, name, status, parent_id }: CaseGiven) {
	const { authorName, contact } = personOf(relation);
	const text = `${markOf(relation)} нет воды, звоните ${contact}, ${name}`;
	const key = `${relation}-${name}`;
	const at = new Date(Date.now() - 3_600_000);
	const thread = await put("thread", { page_id: page, key, kind: "comments", title: markOf(relation) });
	const id = await put("case", {
		thread_id: thread,
		page_id: page,
		channel: "vk",
		author_key: `user:${relation}`,
		status,
		topic_code: "housing.no-water",
		agency_id: agencyId,
		excerpt: text,
		registered_at: at,
		clock_from: at,
		due_at: new Date(at.getTime() + 4 * 3_600_000),
		last_message_at: at,
		answered_at: status === "answered" ? new Date() : null,
		priority: name === "case" ? "urgent" : "normal",
		parent_id,
		search: sql`to_tsvector('russian', ${text})`,
	});
	const message = await put("message", {
		page_id: page,
		thread_id: thread,
		case_id: id,
		external_id: key,
		direction: "in",
		author_key: `user:${relation}`,
		author_name: authorName,
		contact,
		text,
		sent_at: at,
	});
	const data = JSON.stringify({ reason: markOf(relation) });
	await put("case_event", { case_id: id, agency_id: agencyId, type: "opened", actor_kind: "system", data });
	return { id, message };
}

/** In the cases of the world "part" the callers' agency has a task. */
async function addOwnTasks(put: Put, { relation, staffId }: Ground, ids: Record<string, number>, ownId: number) {
	for (const name of ["case", "submitted", "answered", "second"]) {
		const row = { case_id: ids[name], agency_id: ownId, what: `${markOf(relation)} part`, created_by: staffId };
		const task = await put("case_task", row);
		if (name === "case") ids.task = task;
	}
}

/** What is not about one case: texts, settings, programs. */
async function settingsOf(put: Put, ground: Ground, page: number): Promise<Record<string, number | string>> {
	const { relation, agencyId, staffId, centreId, secondId } = ground;
	const mark = markOf(relation);
	const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
	const texts = { agency_id: agencyId, title: mark, body: mark, owner_id: staffId };
	const profile = { code: relation, title_ru: mark, title_en: mark, terms: JSON.stringify(readyProfiles[0]!.terms) };
	const endpoint = await put("webhook_endpoint", {
		name: mark,
		url: `https://${relation}.example/hook`,
		event_types: ["case.opened"],
		agency_id: agencyId,
		secrets: sealSecrets(secretKey, { current: "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0" }),
		told_tx: "0",
		sequence: 1,
		created_by: centreId,
	});
	const bulk = {
		made_by: ground.keepers.bulk,
		action: "close",
		given: "{}",
		filter: "{}",
		total: 0,
		request_key: `bulk-${relation}`,
	};
	const span = { starts_at: inDays(3), ends_at: inDays(4), created_by: staffId };
	const profileId = await put("sla_profile", profile);
	const { code: _, ...saved } = profile;
	await put("sla_profile_version", { ...saved, profile_id: profileId, version: 1 });
	return {
		template: await put("reply_template", texts),
		article: await put("article", { ...texts, review_on: "2099-01-01" }),
		profile: profileId,
		recount: await put("clock_recount", { reason: "agency", agency_id: agencyId }),
		shift: await put("duty_shift", { ...span, agency_id: agencyId, staff_id: staffId }),
		absence: await put("absence", { ...span, staff_id: staffId, substitute_id: secondId }),
		delegation: await put("approval_delegation", {
			...{ from_id: ground.keepers.delegation, to_id: staffId, starts_at: inDays(3), ends_at: inDays(4) },
		}),
		import: await put("file_import", { page_id: page, file_name: mark, size: 1, uploaded_by: staffId }),
		export: await put("answer_export", { page_id: page, made_by: staffId }),
		delivery: await put("delivery", { page_id: page, body: Buffer.from(mark), status: "not-understood", reason: mark }),
		bulk: await put("bulk_action", { ...bulk, state: "done", started_at: new Date(), ended_at: new Date() }),
		model: await put("text_model", { kind: "topic", name: mark, source: "file", bytes: Buffer.from("x") }),
		...{ endpoint, webhookDelivery: await put("webhook_delivery", deliveryOf(endpoint, mark)) },
		token: await put("api_token", {
			...{
				name: mark,
				staff_id: centreId,
				permissions: ["case.read.region"],
				token_hash: hashOf(mark),
				ending: "xxxx",
			},
			...{ created_by: centreId, expires_at: inDays(9) },
		}),
		service: await put("staff", { login: `program-${relation}`, name: mark, password_hash: "-", is_service: true }),
		party: await put("outside_party", { name: mark, kind: "contractor", created_by: staffId }),
		topic: "housing.no-water",
		noticeKind: "terms",
		...(await peopleOf(put, ground, page)),
	};
}

/** People, what they may do and what goes to them. */
async function peopleOf(put: Put, { relation, agencyId, staffId }: Ground, page: number) {
	const mark = markOf(relation);
	const role = `role-${relation}`;
	await put("role", { code: role, title_ru: mark, title_en: mark, permissions: ["case.read.agency"] });
	const token = hashOf(`session ${relation}`);
	const session = { token_hash: token, staff_id: staffId, expires_at: new Date(Date.now() + 86_400_000) };
	const query = JSON.stringify({ view: "open" });
	const secret = { client_secret: seal(secretKey, mark), is_on: true };
	return {
		role,
		person: await put("staff", { login: `person-${relation}`, name: mark, password_hash: "-", agency_id: agencyId }),
		session: await put("session", session),
		routing: await put("routing_rule", { topic_code: "housing.no-water", page_id: page, agency_id: agencyId }),
		provider: await put("sign_in_provider", { label: mark, issuer: "https://127.0.0.1:9", client_id: mark, ...secret }),
		passkey: await put("passkey", { staff_id: staffId, credential_id: mark, public_key: hashOf(mark), name: mark }),
		savedView: await put("saved_view", { owner_id: staffId, shared: "agency", agency_id: agencyId, name: mark, query }),
	};
}

const hashOf = (text: string) => createHash("sha256").update(text).digest();

const deliveryOf = (endpoint: number, mark: string): Row => ({
	endpoint_id: endpoint,
	message_id: `message-${mark}`,
	sequence: 1,
	type: "case.opened",
	body: JSON.stringify({ text: mark }),
	state: "dead",
	next_at: new Date(),
});
