import type { Caller } from "../../access/permissions.ts";
import { approveReply, returnReply } from "../../cases/approve-reply.ts";
import { checkKind } from "../../cases/keep-kind.ts";
import { readDraftContext } from "../../cases/reads-draft.ts";
import { saveReply } from "../../cases/save-reply.ts";
import { submitReply, withdrawReply } from "../../cases/submit-reply.ts";
import { undoApproval } from "../../publishing/undo-approval.ts";
import { readDraft } from "../../text/draft/read-draft.ts";
import { repeatChance } from "../../text/draft/repeat-chance.ts";
import { ApproveReply, CaseDetail, CheckReply, Findings, SaveReply, SubmitReply } from "../contract-case.ts";
import { ReturnReply } from "../contract-answers.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

export const replyRoutes: Routes = (api, parts) => {
	const { db } = parts;
	const response = { 200: CaseDetail };
	api.route({
		method: "PUT",
		url: "/cases/:id/reply",
		config: { access: ["reply.write"] },
		schema: { summary: "Keep the text of a reply", params: IdParams, body: SaveReply, response },
		handler: async (request) => {
			await saveReply(db, callerOf(request), request.params.id, request.body);
			return readDetail(parts, callerOf(request), request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/check",
		config: { access: ["reply.write", "reply.approve"] },
		schema: { summary: "Check a text as it stands", params: IdParams, body: CheckReply, response: { 200: Findings } },
		handler: async (request) => {
			const { text } = request.body;
			const now = new Date();
			const caller = callerOf(request);
			const known = await replyParts(parts, caller);
			const context = await readDraftContext(db, known, caller, request.params.id, now);
			const ofPromise = await checkKind(db, known.registry, request.params.id, request.body, now);
			const { question, answersHere, maxLength } = context;
			return {
				findings: [...readDraft(text, context), ...ofPromise],
				length: text.length,
				maxLength,
				repeatChance: repeatChance({ answer: text, question, answeredBefore: answersHere.length }),
			};
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/submit",
		config: { access: ["reply.write"] },
		schema: { summary: "Submit a reply for approval", params: IdParams, body: SubmitReply, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await submitReply(await replyParts(parts, caller), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	turnRoutes(api, parts);
	undoRoute(api, parts);
};

const turnRoutes: Routes = (api, parts) => {
	const response = { 200: CaseDetail };
	api.route({
		method: "POST",
		url: "/cases/:id/reply/withdraw",
		config: { access: ["reply.write"] },
		schema: { summary: "Take a submitted reply back", params: IdParams, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await withdrawReply(await replyParts(parts, caller), caller, request.params.id);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/approve",
		config: { access: ["reply.approve", "reply.review"] },
		schema: {
			summary: "Approve a reply: it goes out, or to the second approval",
			params: IdParams,
			body: ApproveReply,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await approveReply(await replyParts(parts, caller), caller, request.params.id, request.body.revision);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/return",
		config: { access: ["reply.approve", "reply.review"] },
		schema: { summary: "Return a reply with a reason", params: IdParams, body: ReturnReply, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await returnReply(await replyParts(parts, caller), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});
};

const undoRoute: Routes = (api, parts) => {
	const response = { 200: CaseDetail };
	api.route({
		method: "POST",
		url: "/cases/:id/reply/undo-approval",
		config: { access: ["reply.approve", "reply.review"] },
		schema: {
			summary: "Take one's own approval back before the network gets the reply",
			params: IdParams,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await parts.registryOf(caller.regionId);
			await undoApproval({ db: parts.db, registry }, caller, request.params.id);
			return readDetail(parts, caller, request.params.id);
		},
	});
};

async function replyParts({ db, registryOf, ...parts }: RouteParts, caller: Caller) {
	const { channels, secretKey, publicUrl, enqueue, undoSeconds = 0 } = parts;
	return { db, registry: await registryOf(caller.regionId), channels, secretKey, publicUrl, enqueue, undoSeconds };
}
