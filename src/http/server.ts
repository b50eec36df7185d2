import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import type { FastifyCompressOptions } from "@fastify/compress";
import Fastify, { LogController } from "fastify";
import type { FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import { countViews } from "../cases/count-views.ts";
import { DomainError } from "../domain/errors.ts";
import { countRefusals } from "../registry/count-refusals.ts";
import { keepPublicPages } from "../registry/keep-public-pages.ts";
import { keepRegistry } from "../registry/keep-registry.ts";
import { keepWebhookPages } from "../registry/keep-webhook-pages.ts";
import { keepModels } from "../text/keep-models.ts";
import { errorHandler, sendProblem } from "./errors.ts";
import { maskAnswer } from "./mask-answer.ts";
import { noteViews } from "./note-views.ts";
import { openLiveFeed } from "./live-feed.ts";
import { loggerOptions } from "./log.ts";
import { describeApi } from "./openapi.ts";
import type { Api, RouteParts, Routes, ServerParts } from "./parts.ts";
import { accountRoutes } from "./routes/account.ts";
import { accountWayRoutes } from "./routes/account-ways.ts";
import { personRoutes } from "./routes/people.ts";
import { peopleImportRoutes } from "./routes/people-import.ts";
import { topicRoutes } from "./routes/topics.ts";
import { routingRoutes } from "./routes/routing.ts";
import { roleRoutes } from "./routes/roles.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { articleRoutes } from "./routes/articles.ts";
import { appealRoutes } from "./routes/appeals.ts";
import { absenceRoutes } from "./routes/absences.ts";
import { savedViewRoutes } from "./routes/saved-views.ts";
import { bulkRoutes } from "./routes/bulk.ts";
import { byHandRoutes } from "./routes/by-hand.ts";
import { calendarRoutes } from "./routes/calendars.ts";
import { caseLinkRoutes } from "./routes/case-links.ts";
import { caseRoutes } from "./routes/cases.ts";
import { contactRoutes } from "./routes/contacts.ts";
import { correctionRoutes } from "./routes/corrections.ts";
import { agencyRoutes } from "./routes/agencies.ts";
import { disputeRoutes } from "./routes/disputes.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { dutyRoutes } from "./routes/duty.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { figureRoutes } from "./routes/figures.ts";
import { fileRoutes } from "./routes/files.ts";
import { eventRoutes } from "./routes/events.ts";
import { familyRoutes } from "./routes/family.ts";
import { formRoutes } from "./routes/form.ts";
import { exportRoutes } from "./routes/exports.ts";
import { hidingRoutes } from "./routes/hidings.ts";
import { importRoutes } from "./routes/imports.ts";
import { laneRoutes } from "./routes/lane.ts";
import { linkRoutes } from "./routes/links.ts";
import { markRoutes } from "./routes/mark.ts";
import { modelRoutes } from "./routes/models.ts";
import { open311Routes } from "./routes/open311.ts";
import { pushRoutes } from "./routes/push.ts";
import { noticeChoiceRoutes } from "./routes/notice-choices.ts";
import { noticeRoutes } from "./routes/notices.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { pageConnectionRoutes } from "./routes/page-connection.ts";
import { outsideRoutes } from "./routes/outside.ts";
import { outsidePartyRoutes } from "./routes/outside-parties.ts";
import { pageRoutes } from "./routes/pages.ts";
import { presenceRoutes } from "./routes/presence.ts";
import { personalRoutes } from "./routes/personal.ts";
import { promiseRoutes } from "./routes/promises.ts";
import { publicationRoutes } from "./routes/publications.ts";
import { qualityRoutes } from "./routes/quality.ts";
import { repeatRoutes } from "./routes/repeats.ts";
import { residentPageRoutes } from "./routes/resident-page.ts";
import { residentSayRoutes } from "./routes/resident-say.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { regionRoutes } from "./routes/region.ts";
import { replyRoutes } from "./routes/replies.ts";
import { sessionRoutes } from "./routes/session.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signInProviderRoutes } from "./routes/sign-in-providers.ts";
import { auditRoutes } from "./routes/audit.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { webhookDeliveryRoutes } from "./routes/webhook-deliveries.ts";
import { webhookEndpointRoutes } from "./routes/webhook-endpoints.ts";
import { similarRoutes } from "./routes/similar.ts";
import { slaRoutes } from "./routes/sla.ts";
import { statusRoutes } from "./routes/status.ts";
import { viewRoutes } from "./routes/views.ts";
import { templateRoutes } from "./routes/templates.ts";
import { taskRoutes } from "./routes/tasks.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { sameOriginOnly, securityHeaders } from "./security.ts";
import { admit } from "./session.ts";
import { stopSoon } from "./stop.ts";
import { serveWebApp } from "./web-app.ts";

export type { ServerParts } from "./parts.ts";

/** Every group of routes under /api. */
const apiRoutes: Routes[] = [
	sessionRoutes,
	signInRoutes,
	accountRoutes,
	accountWayRoutes,
	signInProviderRoutes,
	personRoutes,
	peopleImportRoutes,
	roleRoutes,
	topicRoutes,
	routingRoutes,
	tokenRoutes,
	auditRoutes,
	webhookEndpointRoutes,
	webhookDeliveryRoutes,
	statusRoutes,
	referenceRoutes,
	regionRoutes,
	caseRoutes,
	familyRoutes,
	caseLinkRoutes,
	slaRoutes,
	calendarRoutes,
	bulkRoutes,
	savedViewRoutes,
	agencyRoutes,
	disputeRoutes,
	taskRoutes,
	outsidePartyRoutes,
	markRoutes,
	laneRoutes,
	similarRoutes,
	replyRoutes,
	presenceRoutes,
	approvalRoutes,
	templateRoutes,
	articleRoutes,
	fileRoutes,
	evidenceRoutes,
	promiseRoutes,
	repeatRoutes,
	residentSayRoutes,
	publicationRoutes,
	correctionRoutes,
	qualityRoutes,
	deliveryRoutes,
	byHandRoutes,
	importRoutes,
	linkRoutes,
	exportRoutes,
	pageRoutes,
	pageConnectionRoutes,
	noticeRoutes,
	noticeChoiceRoutes,
	pushRoutes,
	dutyRoutes,
	absenceRoutes,
	figureRoutes,
	modelRoutes,
	eventRoutes,
	viewRoutes,
	appealRoutes,
	contactRoutes,
	personalRoutes,
	hidingRoutes,
	openApiRoutes,
];

const apiBodyLimit = 1024 * 1024;
/** Lists and names are sent small, quickly rather than thoroughly; what comes in is never unpacked. */
const smaller = {
	threshold: 4096,
	encodings: ["gzip"],
	// files and streams go as they are
	customTypes: /^application\/(problem\+)?json(;|$)/,
	zlibOptions: { level: 4 },
	globalDecompression: false,
} satisfies FastifyCompressOptions;

/**
 * The HTTP server: the API, the webhooks, the web app. Connects to nothing before the first request; `close()` ends its
 * streams and writes what it still counts.
 */
export function buildServer(parts: ServerParts): FastifyInstance {
	const onError = errorHandler();
	const app = Fastify({
		logger: parts.logger ? loggerOptions : false,
		logController: new LogController({ disableRequestLogging: true }),
		trustProxy: parts.trustedProxies ?? "loopback",
		bodyLimit: apiBodyLimit,
		// photographs of a form may come over a slow line; headers have a minute
		requestTimeout: 180_000,
		exposeHeadRoutes: false,
		requestIdHeader: false,
		genReqId: () => randomUUID(),
		frameworkErrors: (error, request, reply) => {
			onError(error, request, reply);
		},
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validateSafely);
	app.setSerializerCompiler(serializerCompiler);
	// outside the API and the webhooks nothing has a body: it is let go unread
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", (_request, payload, done) => {
		payload.resume();
		done(null, undefined);
	});
	app.setErrorHandler(onError);
	app.decorateRequest("caller", null);
	app.addHook("onRequest", securityHeaders(parts.publicUrl));
	app.register(cookie);
	describeApi(app, parts.version);

	const routeParts = shareParts(app, parts);
	app.register(async (scope) => webhookRoutes(scope, routeParts), { prefix: "/webhooks" });
	app.register(async (scope) => formRoutes(scope, routeParts), { prefix: "/f" });
	app.register(async (scope) => residentPageRoutes(scope, routeParts), { prefix: "/r" });
	app.register(async (scope) => outsideRoutes(scope, routeParts), { prefix: "/t" });
	app.register(async (scope) => open311Routes(scope, routeParts), { prefix: "/open311" });
	app.register(
		async (scope) => {
			await scope.register(compress, smaller);
			openApi(scope.withTypeProvider<ZodTypeProvider>(), routeParts);
		},
		{ prefix: "/api" },
	);
	if (!parts.webRoot)
		app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new DomainError("not-found")));
	else serveWebApp(app, parts.webRoot);
	return app;
}

/** Checks of lengths trip over an object whose "length" is no number: that is a bad request, not a failure of ours. */
const validateSafely: typeof validatorCompiler = (route) => {
	const validate = validatorCompiler(route);
	return (data: unknown) => {
		try {
			return validate(data);
		} catch (error) {
			if (error instanceof TypeError) return { error: new DomainError("invalid-request") };
			throw error;
		}
	};
};

/** What routes share, opened with the server and closed with it. */
function shareParts(app: Api, parts: ServerParts): RouteParts {
	const onError = (error: unknown) => app.log.warn({ err: error }, "background work failed, it will be tried again");
	const feed = openLiveFeed(parts.db, parts.databaseUrl, onError);
	const refusals = countRefusals(parts.db, onError);
	stopSoon(app, () => feed.close());
	const views = countViews(parts.db, onError);
	app.addHook("onClose", async () => {
		await refusals.close();
		await views.close();
	});
	return {
		...parts,
		registryOf: keepRegistry(parts.db),
		modelsOf: keepModels(parts.db, onError),
		webhookPages: keepWebhookPages(parts.db, parts.secretKey),
		publicPages: keepPublicPages(parts.db, parts.secretKey),
		refusals,
		views,
		feed,
		isHttps: parts.publicUrl.startsWith("https:"),
	};
}

function openApi(api: Api, parts: RouteParts): void {
	jsonOnly(api);
	api.addHook("onRequest", sameOriginOnly(parts.publicUrl));
	api.addHook("onRequest", admit(parts.db));
	api.addHook("onSend", async (_request, reply) => {
		// answers are personal: no cache between us and the reader keeps them
		if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
	});
	api.addHook("preSerialization", async (request, _reply, answer) => maskAnswer(request.caller, answer));
	api.addHook("onResponse", noteViews(parts.views));
	for (const routes of apiRoutes) routes(api, parts);
}

/** JSON is the only body there is; an empty one counts as none. */
function jsonOnly(api: Api): void {
	const parse = api.getDefaultJsonParser("error", "error");
	api.removeAllContentTypeParsers();
	api.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
		if (body === "") return done(null, undefined);
		// it tells `done` and gives no promise
		void parse(request, body as string, done);
	});
}
