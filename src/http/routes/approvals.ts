import { lendApproval, takeApprovalBack } from "../../access/lend-approval.ts";
import { listDelegations } from "../../access/reads-delegation.ts";
import { nextApproval } from "../../cases/next-approval.ts";
import { readApprovalRules } from "../../cases/reads-approval.ts";
import { readDraftContext } from "../../cases/reads-draft.ts";
import { setApprovalRule } from "../../cases/set-approval-rule.ts";
import { readDraft } from "../../text/draft/read-draft.ts";
import { repeatChance } from "../../text/draft/repeat-chance.ts";
import {
	ApprovalItem,
	ApprovalQuery,
	ApprovalRules,
	Delegations,
	LendApproval,
	SaveApprovalRule,
} from "../contract-answers.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

/** Approval in a row, how many people it takes, and the right to it lent for a time. */
export const approvalRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/approvals/next",
		config: { access: ["reply.approve", "reply.review"] },
		schema: {
			summary: "The most urgent answer that waits for one's approval",
			querystring: ApprovalQuery,
			response: { 200: ApprovalItem },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			const { item, ...waiting } = await nextApproval(db, registry, caller, request.query.after);
			if (!item) return { item: null, ...waiting };
			const { caseId, text, ...about } = item;
			const context = await readDraftContext(db, { ...parts, registry }, caller, caseId, new Date());
			const { question, answersHere } = context;
			return {
				item: {
					...about,
					detail: await readDetail(parts, caller, caseId),
					findings: readDraft(text, context),
					repeatChance: repeatChance({ answer: text, question, answeredBefore: answersHere.length }),
				},
				...waiting,
			};
		},
	});

	ruleRoutes(api, parts);
	delegationRoutes(api, parts);
};

const ruleRoutes: Routes = (api, { db, registryOf }) => {
	const response = { 200: ApprovalRules };
	api.route({
		method: "GET",
		url: "/approval-rules",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "How many people let an answer out", response },
		handler: async (request) => ({ items: await readApprovalRules(db, callerOf(request).regionId) }),
	});

	api.route({
		method: "PUT",
		url: "/approval-rules",
		config: { access: ["staff.manage"] },
		schema: { summary: "Say how many people let an answer out", body: SaveApprovalRule, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await setApprovalRule(db, await registryOf(caller.regionId), caller, request.body);
			return { items: await readApprovalRules(db, caller.regionId) };
		},
	});
};

const delegationRoutes: Routes = (api, { db }) => {
	const response = { 200: Delegations };
	api.route({
		method: "GET",
		url: "/me/delegations",
		config: { access: "signed-in" },
		schema: { summary: "The right to approve, lent and borrowed", response },
		handler: (request) => listDelegations(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/me/delegations",
		config: { access: ["reply.approve"] },
		schema: { summary: "Lend a colleague the right to approve", body: LendApproval, response },
		handler: async (request) => {
			const { toId, startsAt, endsAt } = request.body;
			const order = { toId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
			await lendApproval(db, callerOf(request), order, new Date());
			return listDelegations(db, callerOf(request));
		},
	});

	api.route({
		method: "POST",
		url: "/me/delegations/:id/revoke",
		config: { access: "signed-in" },
		schema: { summary: "Take the right back", params: IdParams, response },
		handler: async (request) => {
			await takeApprovalBack(db, callerOf(request), request.params.id);
			return listDelegations(db, callerOf(request));
		},
	});
};
