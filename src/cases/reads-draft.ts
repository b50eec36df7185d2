import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { PublishTarget } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import type { DraftContext } from "../text/draft/draft.ts";
import { isOwned } from "./reads.ts";
import { limitsFor } from "./reply-limits.ts";
import type { LimitParts } from "./reply-limits.ts";

/** of the agency's latest cases these many are looked through for answers given lately */
const latestCases = 300;
const mostAnswers = 50;
/** of a thread the latest messages of both sides */
const latestMessages = 30;
const longestMessage = 4000;
/** a question is read so far */
const longestQuestion = 8000;

type CaseRow = {
	id: number;
	page_id: number;
	photos: number;
	topic_code: string | null;
	agency_id: number | null;
	thread_key: string;
	thread_kind: PublishTarget["threadKind"];
	messages: { direction: "in" | "out"; text: string; externalId: string; isDeleted: boolean }[] | null;
};

/**
 * What a draft of this case answers, and what the network takes, in three queries.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function readDraftContext(
	db: Db | Tx,
	{ registry, ...parts }: LimitParts & { registry: Registry },
	caller: Caller,
	caseId: number,
	now: Date,
): Promise<DraftContext & { answersHere: string[] }> {
	const found = await findAsked(db, caller, caseId);
	const messages = found.messages ?? [];
	const answersHere = messages.filter(({ direction }) => direction === "out").map(({ text }) => text);
	const since = messages.slice(messages.findLastIndex(({ direction }) => direction === "out") + 1);
	// a draft may be written when the page has had the last word
	const asked = (since.length > 0 ? since : messages).filter(
		({ direction, isDeleted }) => direction === "in" && !isDeleted,
	);
	const last = messages.findLast(({ direction }) => direction === "in");
	const target = last && {
		threadKey: found.thread_key,
		threadKind: found.thread_kind,
		replyToExternalId: last.externalId,
	};
	const key = { regionId: caller.regionId, pageId: found.page_id };
	const limits = target ? await limitsFor(db, parts, key, target) : null;
	return {
		maxLength: limits?.maxLength ?? 0,
		maxPhotos: limits?.maxPhotos ?? 0,
		question: asked
			.map(({ text }) => text)
			.join("\n")
			.slice(-longestQuestion),
		topicCode: found.topic_code,
		isPhysical: registry.topics.get(found.topic_code ?? "")?.isPhysical ?? false,
		photos: found.photos,
		earlierAnswers: await answersOf(db, caller.regionId, found.agency_id, caseId),
		answersHere,
		now,
	};
}

async function findAsked(db: Db | Tx, caller: Caller, caseId: number): Promise<CaseRow> {
	const result = await sql<CaseRow>`
		select c.id, c.page_id, c.topic_code, c.agency_id, t.key as thread_key, t.kind as thread_kind,
			(select count(*)::int from reply r join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
				where r.region_id = c.region_id and r.case_id = c.id
					and r.status in ('draft', 'submitted', 'approved')) as photos,
			(select json_agg(json_build_object('direction', m.direction, 'text', m.text, 'externalId', m.external_id,
					'isDeleted', m.deleted_at is not null) order by m.sent_at, m.id)
				from (select id, direction, left(text, ${longestMessage}) as text, external_id, sent_at, deleted_at from message
					where region_id = c.region_id and case_id = c.id
					order by sent_at desc, id desc limit ${latestMessages}) m) as messages
		from "case" c join thread t on t.region_id = c.region_id and t.id = c.thread_id
		where c.region_id = ${caller.regionId} and c.id = ${caseId}
			and ${isOwned(caseScope(caller))}`.execute(db);
	const [found] = result.rows;
	if (!found) throw new DomainError("not-found", { caseId });
	return found;
}

/** The agency's answers to other people, latest first. */
async function answersOf(db: Db | Tx, regionId: number, agencyId: number | null, caseId: number): Promise<string[]> {
	if (agencyId === null) return [];
	const result = await sql<{ text: string }>`
		select left(r.text, ${longestMessage}) as text
		from (select id from "case" where region_id = ${regionId} and agency_id = ${agencyId} and id <> ${caseId}
			order by registered_at desc, id desc limit ${latestCases}) c
			join reply r on r.region_id = ${regionId} and r.case_id = c.id and r.status = 'published'
		order by r.id desc limit ${mostAnswers}`.execute(db);
	return result.rows.map(({ text }) => text);
}
