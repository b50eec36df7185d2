import files from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { DomainError } from "../domain/errors.ts";
import { sendProblem } from "./errors.ts";
import type { Api } from "./parts.ts";

/** Names under /assets/ carry a hash of what is in them; everything else must be asked for again. */
const cacheFor = (path: string): string =>
	/[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";

/**
 * Serves the built web app from `root`. An address that is no file is a screen of the app, so it gets index.html.
 */
export function serveWebApp(app: Api, root: string): void {
	app.register(files, {
		root,
		index: "index.html",
		dotfiles: "ignore",
		// a .br or .gz beside a file is sent to who takes it
		preCompressed: true,
		cacheControl: false,
		schemaHide: true,
		setHeaders: (reply, path) => {
			reply.header("cache-control", cacheFor(path));
		},
	});
	app.setNotFoundHandler((request, reply) => {
		if (!isScreen(request)) return sendProblem(request, reply, new DomainError("not-found"));
		return sendIndex(reply);
	});
}

function isScreen({ method, url }: FastifyRequest): boolean {
	const path = url.split("?")[0] ?? "";
	// a missing script must not be answered with a page
	return (
		(method === "GET" || method === "HEAD") && !/^\/(api|webhooks)(\/|$)/.test(path) && !/\.[a-z0-9]{1,8}$/i.test(path)
	);
}

const sendIndex = (reply: FastifyReply): FastifyReply => reply.code(200).sendFile("index.html");
