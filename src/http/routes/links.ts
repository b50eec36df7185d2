import { awaitArrival } from "../../ingest/reads-arrival.ts";
import { previewLink, takeLink, watchCommunity } from "../../ingest/take-link.ts";
import { LinkPreview, PasteLink, TakeLink, TakenLink, WatchCommunity, Watched } from "../contract-take.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { toArrival } from "./by-hand.ts";

export const linkRoutes: Routes = (api, parts) => {
	api.route({
		method: "POST",
		url: "/links/preview",
		config: { access: ["case.triage"] },
		schema: { summary: "What a link leads to", body: PasteLink, response: { 200: LinkPreview } },
		handler: async (request) => {
			const found = await previewLink(parts, callerOf(request), request.body.url, new Date());
			const { message, known } = found;
			return {
				channel: found.channel.name,
				title: message.title,
				text: message.text,
				sentAt: message.sentAt.toISOString(),
				url: message.url,
				pageId: found.pageId,
				agencyId: found.agencyId,
				caseId: known.state === "arrived" ? known.caseId : null,
				isVisible: known.state === "arrived" && known.isVisible,
			};
		},
	});

	api.route({
		method: "POST",
		url: "/links",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Make a case of what a link leads to",
			body: TakeLink,
			response: { 200: TakenLink, 201: TakenLink, 202: TakenLink },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { arriving, isKnown, ...taken } = await takeLink(parts, caller, request.body, new Date());
			const arrived = isKnown ? taken.arrived : await awaitArrival(parts.db, caller, arriving);
			const status = isKnown ? 200 : arrived.state === "arrived" ? 201 : 202;
			return reply.code(status).send({ ...toArrival(arriving, arrived), isKnown });
		},
	});

	watchRoute(api, parts);
};

const watchRoute: Routes = (api, parts) => {
	api.route({
		method: "POST",
		url: "/watched",
		config: { access: ["page.manage"] },
		schema: {
			summary: "Watch somebody else's community",
			body: WatchCommunity,
			response: { 201: Watched },
		},
		handler: async (request, reply) =>
			reply.code(201).send({ pageId: await watchCommunity(parts, callerOf(request), request.body) }),
	});
};
