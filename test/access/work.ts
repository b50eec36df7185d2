import { createHash } from "node:crypto";
import type { Put, Row } from "./insert.ts";
import { sealSecrets } from "../../src/registry/page-secrets.ts";
import { secretKey } from "../region.ts";
import { markOf, personOf } from "./marks.ts";
import type { Ground } from "./region.ts";

type Ids = Record<string, number>;

/** What people do on the cases of a world: answers, corrections, promises, tasks, reviews, links, appeals. */
export async function workOf(put: Put, ground: Ground, ids: Ids): Promise<Record<string, number | string>> {
	const answers = await answersOf(put, ground, ids);
	return { ...answers, ...(await sideWorkOf(put, ground, ids)), ...(await personalWorkOf(put, ground, ids)) };
}

const today = new Date().toISOString().slice(0, 10);

async function answersOf(put: Put, ground: Ground, ids: Ids): Promise<Record<string, number | string>> {
	const { relation, staffId, secondId, agencyId } = ground;
	const text = `Здравствуйте! ${markOf(relation)}: воду дадут сегодня, насос заменён.`;
	const by = { author_id: staffId, contributors: [staffId] };
	const approved = { approved_by: secondId, approved_at: new Date() };
	const reply = (name: string, row: Row) =>
		put("reply", { case_id: ids[name], message_id: ids[`${name}Message`], text, ...by, ...row });
	const draft = await reply("case", { status: "draft" });
	const awaiting = await reply("submitted", {
		status: "submitted",
		submitted_at: new Date(),
		submit_key: `submit-${relation}`,
	});
	const published = await reply("answered", { status: "published", ...approved });
	const of = { case_id: ids.answered, page_id: ids.page };
	const publication = await put("publication", {
		...of,
		...{ reply_id: published, key: `key-${relation}`, target: "{}", text, state: "sent", sent_at: new Date() },
		external_id: `sent-${relation}`,
	});
	const sampled = { agency_id: agencyId, day: today, lot: 0.5, weight: 1, chance: 0.5, is_drawn: true };
	const settled = { verdict: "weak", words: markOf(relation), settled_at: new Date() };
	await put("quality_answer", { ...sampled, ...settled, reply_id: published, case_id: ids.answered });
	await put("quality_answer", { ...sampled, reply_id: awaiting, case_id: ids.submitted });
	const taken = { state: "taken", reviewer_id: ground.keepers.review, taken_at: new Date() };
	const photo = createHash("sha256").update(relation).digest("hex");
	await put("file", { sha256: photo, type: "image/jpeg", size: 1, width: 1, height: 1 });
	await put("case_evidence", {
		case_id: ids.case,
		sha256: photo,
		note: markOf(relation),
		put_by: ground.keepers.evidence,
	});
	await put("reply_photo", { reply_id: draft, sha256: photo, position: 0 });
	await put("message_file", {
		...{ message_id: ids.caseMessage, number: 0, attachment: JSON.stringify({ kind: "photo" }), sha256: photo },
		state: "kept",
	});
	return {
		review: await put("quality_review", { reply_id: awaiting, number: 1, ...taken }),
		...{ publication, photo, number: 0, reply: published },
		correction: await put("correction", {
			...{ ...of, publication_id: publication, before: text, text: `${text} Исправлено.`, reason: markOf(relation) },
			...{ request_key: `correction-${relation}`, author_id: staffId },
		}),
		promise: await put("promise", {
			...{ case_id: ids.answered, reply_id: published, agency_id: agencyId, who: markOf(relation), what: "Насос" },
			...{ due_on: "2020-01-01", state: "open", control_at: new Date() },
		}),
	};
}

async function sideWorkOf(put: Put, ground: Ground, ids: Ids): Promise<Record<string, number>> {
	const { relation, staffId, agencyId, centreId } = ground;
	const mark = markOf(relation);
	const of = { case_id: ids.case };
	// of the world "part" the callers' agency has the task
	const task =
		ids.task ?? (await put("case_task", { ...of, agency_id: agencyId, what: mark, part: mark, created_by: staffId }));
	await put("case_return", { ...of, agency_id: agencyId, staff_id: staffId, reason: mark, is_sure: false });
	await put("case_dispute", { ...of, state: "open" });
	const asked = { action: "reject", reason: mark, asked_by: staffId };
	return {
		task,
		link: await put("case_link", { ...of, other_id: ids.second, kind: "related", note: mark, created_by: staffId }),
		secondReview: await put("case_second_review", { ...of, ...asked }),
		appeal: await put("formal_appeal", {
			...{ case_id: ids.second, basis: "law", article: "59-FZ", reason: mark, agency_id: agencyId },
			...{ handed_by: centreId, register_by: "2099-01-01" },
		}),
	};
}

async function personalWorkOf(put: Put, ground: Ground, ids: Ids): Promise<Record<string, number>> {
	const { relation, staffId, centreId } = ground;
	const mark = markOf(relation);
	const at = new Date();
	await put("case_mark", { case_id: ids.case, kind: "military-family", state: "confirmed", staff_id: staffId });
	await put("case_view", { case_id: ids.case, staff_id: staffId, at, what: ["detail"], times: 1 });
	const of = { case_id: ids.case, message_id: ids.caseMessage, page_id: ids.page };
	const sealed = sealSecrets(secretKey, { reach: personOf(relation).contact });
	return {
		contact: await put("case_contact", {
			case_id: ids.case,
			kind: "phone",
			at,
			staff_id: staffId,
			agreed: mark,
			sealed,
		}),
		request: await put("personal_request", {
			...{ kind: "export", ground: mark, case_ids: [ids.case], asked_by: centreId },
		}),
		hiding: await put("comment_hiding", {
			...{ ...of, ground: "obscene", snapshot: mark, quote: mark, proposed_by: staffId },
		}),
	};
}
