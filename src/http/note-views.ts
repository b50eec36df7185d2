import type { FastifyReply, FastifyRequest } from "fastify";
import type { Views } from "../cases/count-views.ts";
import type { ViewedPart } from "../cases/viewed-part.ts";

const caseRoute = "/api/cases/:id";

/** Notes of every answer that showed a case who got it, whatever route gave it: an act answers with the case, too. */
export function noteViews(views: Views) {
	return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
		const { url = "" } = request.routeOptions;
		if (!request.caller || reply.statusCode >= 300 || !url.startsWith(caseRoute)) return;
		// logged before it was told
		if (url.endsWith("/reach")) return;
		const caseId = Number((request.params as { id?: unknown }).id);
		if (Number.isSafeInteger(caseId)) views.note(request.caller, caseId, partOf(url.slice(caseRoute.length)));
	};
}

function partOf(rest: string): ViewedPart {
	if (/^\/(messages\/:messageId\/files|photos|evidence)\/:/.test(rest)) return "file";
	return rest.startsWith("/contacts") ? "contact" : "detail";
}
