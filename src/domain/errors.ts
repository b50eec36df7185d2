/** Every way the domain refuses; `http/errors.ts` maps each to a status, `web/locales` to words. */
export const errorCodes = [
	"unauthenticated",
	"sign-in-failed",
	"sign-in-throttled",
	"forbidden",
	"cross-site-request",
	"not-found",
	"invalid-request",
	"case-transition-refused",
	"case-changed-meanwhile",
	"case-not-owned",
	"case-evidence-missing",
	"case-second-review-missing",
	"reason-missing",
	"basis-missing",
	"agency-missing",
	"topic-unknown",
	"agency-unknown",
	"territory-unknown",
	"reply-not-editable",
	"reply-changed-meanwhile",
	"reply-checks-failed",
	"reply-own-approval",
	"reply-not-submitted",
	"promise-missing",
	"priority-held",
	"second-review-not-needed",
	"second-review-asked",
	"second-review-own",
	"second-review-decided",
	"owner-unknown",
	"owner-missing",
	"owner-set-already",
	"handover-waits",
	"personal-number-in-text",
	"hiding-ground-missing",
	"hiding-not-open",
	"second-person-needed",
	"request-decided",
	"appeal-registered",
	"message-unknown",
	"reply-same-approver",
	"reply-being-written",
	"delegation-refused",
	"season-unknown",
	"changed-meanwhile",
	"correction-refused",
	"correction-under-way",
	"correction-not-open",
	"correction-same-text",
	"photo-refused",
	"photos-full",
	"photos-changed-meanwhile",
	"publication-not-settleable",
	"delivery-not-retriable",
	"delivery-refused",
	"page-unknown",
	"page-not-able",
	"page-keys-sealed",
	"notice-channel-unknown",
	"notice-too-soon",
	"file-unreadable",
	"import-started",
	"link-unknown",
	"link-unreadable",
	"page-watched-already",
	"export-carried",
	"model-broken",
	"training-too-small",
	"training-under-way",
	"database-unavailable",
	"too-large",
	"internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal with a stable code; `details` must be safe to show to the caller. */
export class DomainError extends Error {
	readonly code: ErrorCode;
	readonly details: Record<string, unknown>;
	constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
		super(code);
		this.name = "DomainError";
		this.code = code;
		this.details = details;
	}
}
