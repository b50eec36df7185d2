import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { plainAddress } from "../../access/address.ts";
import type { Answer } from "../../channels/channel.ts";
import { DomainError } from "../../domain/errors.ts";
import type { OpenPage } from "../../registry/reads.ts";
import { refusalOf } from "../errors.ts";
import type { RouteParts } from "../parts.ts";

declare module "fastify" {
	interface FastifyRequest {
		/** the page behind a webhook's address, found before the body is read */
		page: OpenPage | null;
	}
}

type Address = { Params: { channel: string; pageKey: string } };

const webhookBodyLimit = 4 * 1024 * 1024;

/**
 * Where networks deliver. The body is kept as it came, whatever it says it is; the network hears of success only after the
 * commit, and of everything else it hears a status that makes it deliver again.
 */
export function webhookRoutes(app: FastifyInstance, parts: RouteParts): void {
	app.decorateRequest("page", null);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: webhookBodyLimit }, (_request, body, done) => {
		done(null, body);
	});
	app.setErrorHandler((error, request) => {
		// too large for storing: not kept, but a person sees on the page that it came
		if (request.page && refusalOf(error).code === "too-large") parts.refusals.note(request.page);
		throw error;
	});
	app.route<Address>({
		method: "POST",
		url: "/:channel/:pageKey",
		bodyLimit: webhookBodyLimit,
		onRequest: async (request) => {
			const { channel, pageKey } = request.params;
			if (!parts.channels.has(channel)) throw new DomainError("not-found");
			request.page = await parts.webhookPages.find(channel, pageKey);
			if (!request.page) throw new DomainError("not-found");
			// a missing or malformed type would be refused before the body is read
			request.raw.headers["content-type"] = "application/octet-stream";
		},
		handler: (request, reply) => takeDelivery(parts, request, reply),
	});
}

async function takeDelivery(
	parts: RouteParts,
	request: FastifyRequest<Address>,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const { page } = request;
	const channel = parts.channels.get(request.params.channel);
	if (!page || !channel) throw new DomainError("not-found");
	const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	const verdict = channel.verify(page, { body, headers: request.headers, ip: plainAddress(request.ip) ?? "" });
	if (verdict.kind === "refuse") {
		parts.refusals.note(page);
		throw new DomainError("delivery-refused");
	}
	if (verdict.kind === "store") await parts.accept({ regionId: page.regionId, pageId: page.id, body });
	return say(reply, verdict.reply);
}

const say = (reply: FastifyReply, answer: Answer): FastifyReply =>
	reply.code(answer.status).type(answer.contentType).send(answer.body);
