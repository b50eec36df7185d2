import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isDatabaseAway } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { ErrorCode } from "../domain/errors.ts";
import { titles } from "./error-titles.ts";

/** The one place where a refusal becomes an HTTP status. */
export const statusOf: Record<ErrorCode, number> = {
	unauthenticated: 401,
	"sign-in-failed": 401,
	"sign-in-throttled": 429,
	forbidden: 403,
	"cross-site-request": 403,
	"not-found": 404,
	"invalid-request": 400,
	"case-transition-refused": 409,
	"case-changed-meanwhile": 409,
	"case-not-owned": 403,
	"task-ended": 409,
	"task-changed-meanwhile": 409,
	"task-unknown": 422,
	"task-not-outside": 422,
	"tasks-open": 409,
	"agency-owns-case": 422,
	"outside-party-unknown": 422,
	"case-evidence-missing": 422,
	"case-second-review-missing": 409,
	"case-merge-refused": 409,
	"case-split-refused": 409,
	"case-link-refused": 409,
	"answer-on-its-way": 409,
	"bulk-too-large": 422,
	"bulk-not-startable": 409,
	"bulk-not-undoable": 409,
	"reason-missing": 422,
	"basis-missing": 422,
	"agency-missing": 422,
	"suggestion-missing": 422,
	"dispute-settled": 409,
	"dispute-not-settled": 409,
	"agency-code-taken": 409,
	"agency-cycle": 422,
	"calendar-unknown": 422,
	"time-zone-unknown": 422,
	"topic-unknown": 422,
	"agency-unknown": 422,
	"territory-unknown": 422,
	"reply-not-editable": 409,
	"reply-changed-meanwhile": 409,
	"reply-checks-failed": 422,
	"reply-own-approval": 403,
	"reply-not-submitted": 409,
	"approval-not-undoable": 409,
	"request-key-used": 409,
	"promise-missing": 422,
	"priority-held": 409,
	"second-review-not-needed": 409,
	"second-review-asked": 409,
	"second-review-own": 403,
	"second-review-decided": 409,
	"owner-unknown": 422,
	"owner-missing": 409,
	"owner-set-already": 409,
	"handover-waits": 409,
	"personal-number-in-text": 422,
	"hiding-ground-missing": 422,
	"hiding-not-open": 409,
	"second-person-needed": 403,
	"request-decided": 409,
	"appeal-registered": 409,
	"message-unknown": 422,
	"reply-not-for-public": 422,
	"reply-same-approver": 403,
	"reply-being-written": 409,
	"delegation-refused": 422,
	"season-unknown": 422,
	"changed-meanwhile": 409,
	"correction-refused": 409,
	"correction-under-way": 409,
	"correction-not-open": 409,
	"correction-same-text": 422,
	"promise-ended": 409,
	"say-link-off": 409,
	"snooze-refused": 422,
	"view-too-wide": 422,
	"watched-views-full": 409,
	"evidence-full": 409,
	"evidence-in-use": 409,
	"evidence-refused": 409,
	"photo-unknown": 422,
	"photo-refused": 422,
	"photos-full": 409,
	"photos-changed-meanwhile": 409,
	"publication-not-settleable": 409,
	"delivery-not-retriable": 409,
	"delivery-refused": 403,
	"page-unknown": 404,
	"page-not-able": 422,
	"page-keys-sealed": 422,
	"notice-channel-unknown": 422,
	"notice-too-soon": 429,
	"push-address-refused": 422,
	"absence-overlap": 409,
	"absence-cycle": 409,
	"substitute-unfit": 422,
	"staff-unknown": 422,
	"duty-unfit": 422,
	"file-unreadable": 422,
	"import-started": 409,
	"link-unknown": 422,
	"link-unreadable": 422,
	"page-watched-already": 409,
	"export-carried": 409,
	"model-broken": 422,
	"training-too-small": 422,
	"training-under-way": 409,
	"too-many-requests": 429,
	"token-beyond-rights": 403,
	"account-unknown": 422,
	"role-unknown": 422,
	"login-taken": 409,
	"person-is-self": 409,
	"rights-beyond-own": 403,
	"last-administrator": 409,
	"role-built-in": 409,
	"role-in-use": 409,
	"work-not-transferable": 422,
	"password-weak": 422,
	"password-wrong": 422,
	"second-factor-needed": 401,
	"second-factor-wrong": 401,
	"second-factor-set": 409,
	"second-factor-demanded": 409,
	"sign-in-unfinished": 403,
	"passkey-needed": 401,
	"passkey-refused": 401,
	"passkey-known": 409,
	"passkeys-full": 409,
	"passkeys-impossible": 409,
	"sign-in-step-over": 409,
	"provider-address-refused": 422,
	"provider-refused": 422,
	"provider-linked-otherwise": 409,
	"rule-taken": 409,
	"rule-names-nothing": 422,
	"webhook-address-refused": 422,
	"webhook-not-repeatable": 409,
	"terms-changed-meanwhile": 409,
	"terms-code-taken": 409,
	"calendar-refused": 422,
	"database-unavailable": 503,
	"too-large": 413,
	internal: 500,
};

/** Bytes, bodies and statements that PostgreSQL refuses because of what the caller sent: NUL in a text, a number out of range. */
const callerMistake = /^(22021|22P05|22003)$/;
/** Deadlock, serialization failure, statement or lock timeout: the same request may pass a moment later. */
const passingTrouble = /^(40001|40P01|55P03|57014)$/;

/** Turns whatever was thrown into a refusal with a stable code; `internal` stands for everything unforeseen. */
export function refusalOf(error: unknown): DomainError {
	if (error instanceof DomainError) return error;
	if (hasZodFastifySchemaValidationErrors(error)) {
		const place = (error as { validationContext?: string }).validationContext ?? "body";
		const fields = error.validation.map((issue) => ({
			path: issue.instancePath.slice(1).replaceAll("/", "."),
			message: issue.message ?? "invalid",
		}));
		return new DomainError("invalid-request", { in: place, fields });
	}
	const { code = "", statusCode = 500 } = error as { code?: string; statusCode?: number };
	if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new DomainError("too-large");
	if (isDatabaseAway(error) || passingTrouble.test(code)) return new DomainError("database-unavailable");
	if (callerMistake.test(code)) return new DomainError("invalid-request", { reason: "value-not-storable" });
	// no id or key is this long
	if (code === "FST_ERR_MAX_PARAM_LENGTH") return new DomainError("not-found");
	// a path that leads out of the folder of the web app
	if (statusCode === 403 || statusCode === 404) return new DomainError("not-found");
	// the HTTP library's own refusals: broken JSON, an unknown content type, a wrong length
	if (statusCode >= 400 && statusCode < 500)
		return new DomainError("invalid-request", { reason: code.replace("FST_ERR_", "").toLowerCase() });
	return new DomainError("internal");
}

/** Answers with problem details (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: DomainError): FastifyReply {
	const { code, details } = refusal;
	const status = statusOf[code];
	const wait =
		typeof details.retryAfterSeconds === "number"
			? details.retryAfterSeconds
			: code === "database-unavailable"
				? 10
				: 0;
	if (wait > 0) reply.header("retry-after", String(wait));
	return reply
		.code(status)
		.type("application/problem+json; charset=utf-8")
		.header("cache-control", "no-store")
		.serializer((problem: unknown) => JSON.stringify(problem))
		.send({
			type: `urn:otklik:problem:${code}`,
			title: titles[code],
			status,
			code,
			requestId: request.id,
			...(Object.keys(details).length > 0 && { details }),
		});
}

/** The edge: every error ends here, and what we did not foresee is logged here, once. */
export function errorHandler() {
	let toldAwayAt = -Infinity;
	return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
		const refusal = refusalOf(error);
		const about = { err: error, method: request.method, route: request.routeOptions.url };
		if (refusal.code === "internal") request.log.error(about, "request failed");
		// while the database is away every request fails alike: one line a second is enough
		if (refusal.code === "database-unavailable" && performance.now() - toldAwayAt > 1_000) {
			toldAwayAt = performance.now();
			request.log.warn(about, "database unavailable");
		}
		return sendProblem(request, reply, refusal);
	};
}
