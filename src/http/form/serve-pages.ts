import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { plainAddress, throttleKey } from "../../access/address.ts";
import { refusalOf, statusOf } from "../errors.ts";
import type { Language } from "./words.ts";

/** What the pages for people without an account have in common: whole pages from the server, their address a secret. */

type Pages = {
	/** what the pages may do */
	policy: string;
	robots: "noindex" | "noindex, nofollow";
	/** the page that says that nothing is there, or that something went wrong */
	sayRefused: (request: FastifyRequest, what: "gone" | "failed") => string;
};

/** Headers of every page, and the page in place of an error. */
export function servePages(app: FastifyInstance, { policy, robots, sayRefused }: Pages): void {
	app.addHook("onRequest", async (_request, reply) => {
		reply.headers({
			"content-security-policy": policy,
			// the address of the page is a secret
			"referrer-policy": "no-referrer",
			"cache-control": "no-store",
			"x-robots-tag": robots,
		});
	});
	app.setErrorHandler((error, request, reply) => {
		const { code } = refusalOf(error);
		if (code === "internal") request.log.error({ err: error, method: request.method }, "request failed");
		return sendPage(reply, statusOf[code], sayRefused(request, statusOf[code] === 404 ? "gone" : "failed"));
	});
}

const largestFields = 64 * 1024;

/** A form of a few fields: its body is the text of them. */
export function acceptFields(app: FastifyInstance): void {
	app.addContentTypeParser(
		"application/x-www-form-urlencoded",
		{ parseAs: "string", bodyLimit: largestFields },
		(_request, body, done) => done(null, body),
	);
}

/** What `acceptFields` took; no fields where there was no body. */
export const fieldsOf = (body: unknown): URLSearchParams => new URLSearchParams(typeof body === "string" ? body : "");

export const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
	reply.code(status).type("text/html; charset=utf-8").send(page);

export const languageOf = (request: FastifyRequest): Language => (/[?&]lang=en(&|$)/.test(request.url) ? "en" : "ru");

/** What floods are counted by. */
export const addressOf = (request: FastifyRequest): string => throttleKey(plainAddress(request.ip) ?? "0.0.0.0");
