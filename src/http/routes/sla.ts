import { readCaseClocks } from "../../cases/reads-clock.ts";
import { changeTerms } from "../../cases/recount-clocks.ts";
import { listRecounts, readRecount } from "../../cases/reads-recount.ts";
import { showExample } from "../../cases/show-example.ts";
import { listProfileVersions, listSla } from "../../registry/reads-sla.ts";
import { createProfile, saveProfile, setSlaRule } from "../../registry/save-profile.ts";
import {
	AskExample,
	CaseClocks,
	CreateProfile,
	Example,
	ProfileVersions,
	Recount,
	RecountList,
	SaveProfile,
	SetSlaRule,
	Sla,
	TermsChanged,
} from "../contract-sla.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, RowParams } from "./params.ts";

const config = { access: ["sla.manage" as const] };
const about = { reason: "profile", agencyId: null } as const;

export const slaRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/cases/:id/clocks",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: {
			summary: "Every clock of a case: why it is due when it is",
			params: IdParams,
			response: { 200: CaseClocks },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			return { items: await readCaseClocks(db, registry, caller, request.params.id, new Date()) };
		},
	});

	profileRoutes(api, parts);
	ruleRoutes(api, parts);
	recountRoutes(api, parts);
};

const profileRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/sla",
		config,
		schema: { summary: "Profiles of terms, and who lives by which", response: { 200: Sla } },
		handler: (request) => listSla(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/sla/profiles",
		config,
		schema: { summary: "Add a profile of terms", body: CreateProfile, response: { 201: Sla } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			await db.transaction().execute((tx) => createProfile(tx, caller, request.body));
			return reply.code(201).send(await listSla(db, caller));
		},
	});

	api.route({
		method: "PUT",
		url: "/sla/profiles/:id",
		config,
		schema: {
			summary: "Change a profile: open cases are clocked anew",
			params: RowParams,
			body: SaveProfile,
			response: { 200: TermsChanged },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			const { recountId } = await changeTerms(parts, caller, about, (tx) => saveProfile(tx, caller, id, request.body));
			return { id, recountId };
		},
	});

	api.route({
		method: "GET",
		url: "/sla/profiles/:id/versions",
		config,
		schema: { summary: "Every version of a profile", params: RowParams, response: { 200: ProfileVersions } },
		handler: async (request) => ({ items: await listProfileVersions(db, callerOf(request), request.params.id) }),
	});
};

const ruleRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "PUT",
		url: "/sla/rules",
		config,
		schema: {
			summary: "Say who lives by which profile: open cases are clocked anew",
			body: SetSlaRule,
			response: { 200: Recount },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { agencyId } = request.body;
			const { recountId } = await changeTerms(parts, caller, { reason: "profile", agencyId }, (tx) =>
				setSlaRule(tx, caller, request.body),
			);
			return readRecount(db, caller, recountId);
		},
	});

	api.route({
		method: "POST",
		url: "/sla/example",
		config,
		schema: {
			summary: "When a case would be due that came at a moment, by the terms at work or by others",
			body: AskExample,
			response: { 200: Example },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			return showExample(await registryOf(caller.regionId), { ...request.body, at: new Date(request.body.at) });
		},
	});
};

const recountRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/sla/recounts",
		config,
		schema: { summary: "The latest recounts of open cases", response: { 200: RecountList } },
		handler: async (request) => ({ items: await listRecounts(db, callerOf(request)) }),
	});

	api.route({
		method: "GET",
		url: "/sla/recounts/:id",
		config,
		schema: { summary: "How far a recount is", params: RowParams, response: { 200: Recount } },
		handler: (request) => readRecount(db, callerOf(request), request.params.id),
	});
};
