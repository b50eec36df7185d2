import { createHash, timingSafeEqual } from "node:crypto";

/**
 * The one interface behind which every network stands. Nothing outside `channels/` and `demo/` names a network.
 * A channel keeps no state: all it needs comes with the page.
 */

/** A connected official page as a channel needs it. `secrets` are decrypted just before the call and never logged. */
export type ChannelPage = {
	id: number;
	/** the network's own id of the page, as text */
	externalId: string;
	/** not secret: API address, switches */
	settings: Record<string, unknown>;
	secrets: Record<string, string>;
};

/** A raw HTTP request of the network. Header names are lower case. */
export type RawDelivery = { body: Buffer; headers: Record<string, string | string[] | undefined> };

/**
 * What to answer the network. `store`: keep the body, then answer `reply` after the commit;
 * `answer`: a handshake, nothing to keep; `refuse`: not from the network (wrong secret, other page).
 */
export type Verdict =
	| { kind: "store"; reply: Answer }
	| { kind: "answer"; reply: Answer }
	| { kind: "refuse"; reason: string };
export type Answer = { status: number; body: string; contentType: string };

export type Attachment = {
	kind: "photo" | "video" | "audio" | "voice" | "document" | "sticker" | "link" | "place" | "other";
	url?: string;
	title?: string;
	/** degrees, for a place */
	latitude?: number;
	longitude?: number;
};

/** One message as the network tells it. Texts are as received; `normaliseText` of `text/` cleans them before storing. */
export type IncomingMessage = {
	/** unique inside the page, e.g. "wall-1_55_reply_78" */
	externalId: string;
	/** what groups messages: a post with its comments, or a dialogue; unique inside the page */
	threadKey: string;
	threadKind: "comments" | "post" | "direct";
	threadUrl?: string;
	/** "in": a resident (or another page) wrote; "out": the page itself spoke */
	direction: "in" | "out";
	/** stable per author inside the network, never shown: "user:1", "page:-5", "anonymous:…" */
	authorKey: string;
	authorName?: string;
	/** in a dialogue: the authorKey of the resident, also when the page speaks */
	peerKey?: string;
	text: string;
	attachments: Attachment[];
	sentAt: Date;
	replyToExternalId?: string;
	url?: string;
};

/** What a delivery says. Several changes may come in one body. */
export type Change =
	| { kind: "message"; message: IncomingMessage }
	/** an edit carries the whole message again: it is stored if the first delivery never came */
	| { kind: "edit"; message: IncomingMessage; editedAt: Date }
	| { kind: "delete"; externalId: string; threadKey: string; deletedAt: Date }
	| { kind: "restore"; message: IncomingMessage }
	/** the post under which residents write: kept as the thread's title */
	| { kind: "post"; threadKey: string; text: string; url?: string };

/**
 * Result of reading a stored body.
 * `not-understood` never throws anything away: the delivery stays, listed and retriable, with this reason.
 */
export type Parsed =
	| { kind: "changes"; eventId: string | null; changes: Change[] }
	| { kind: "ignored"; eventId: string | null; reason: string }
	| { kind: "not-understood"; eventId: string | null; reason: string };

/** Where an answer goes: enough to put it under the resident's message. Stored as JSON with the order to publish. */
export type PublishTarget = {
	threadKey: string;
	threadKind: "comments" | "post" | "direct";
	replyToExternalId: string;
};

export type PublishOrder = {
	target: PublishTarget;
	text: string /** same for every attempt of one order */;
	key: string;
};

/** Classes of failure; the table of codes is the channel's own. */
export type FailureClass =
	| "retry-soon"
	| "retry-late"
	| "human-step"
	| "page-dead"
	| "recipient-final"
	| "content"
	| "target-gone"
	| "wrong-token";

/** `not-sent`: the network surely did not take it. `unknown`: it may stand in the thread. */
export type PublishOutcome =
	| { kind: "sent"; externalId: string }
	| { kind: "not-sent"; class: FailureClass; code: string; text: string; retryAfterSeconds?: number }
	| { kind: "unknown"; code: string; text: string };

/** What of a published answer can be seen in the network: its text, `absent`, or `cannot-read` where the key does not allow it. */
export type ReadBack =
	| { kind: "text"; externalId: string; text: string }
	| { kind: "absent" }
	| { kind: "cannot-read" };

export type Channel = {
	name: string;
	/** characters (UTF-16 units) one answer may have */
	maxLength: (target: PublishTarget) => number;
	/** least milliseconds between two answers of one page to that kind of thread */
	minIntervalMs: (target: PublishTarget) => number;
	/** minutes within which the network drops a repeat with the same key; 0: it never does, so never repeat */
	repeatsDroppedMinutes: (target: PublishTarget) => number;
	verify: (page: ChannelPage, delivery: RawDelivery) => Verdict;
	/** pure; must not throw on any body; `receivedAt` stands for the times of edits and deletions that a network does not tell */
	parse: (page: ChannelPage, body: Buffer, receivedAt: Date) => Parsed;
	/** one network call, at most 15 s; must not throw for anything the network says */
	publish: (page: ChannelPage, order: PublishOrder) => Promise<PublishOutcome>;
	/** looks for an order's answer in the network; must not throw */
	readBack: (page: ChannelPage, order: PublishOrder, externalId: string | null) => Promise<ReadBack>;
};

export type Channels = ReadonlyMap<string, Channel>;

/** Compares a received secret with the page's own in constant time; false where either is missing. */
export function isSameSecret(received: unknown, own: string | undefined): boolean {
	if (typeof received !== "string" || !own) return false;
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(received), digest(own));
}

const beforeSending =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|ERR_TLS_CERT_\w+)$/;

/**
 * The code of an error of an HTTP call, and whether the request surely never left this machine:
 * no name, no connection, no trusted certificate. Anything later may have reached the network.
 */
export function readCallFailure(error: unknown): { code: string; wasNeverSent: boolean } {
	const causes: { code?: unknown; syscall?: unknown; name?: unknown }[] = [];
	for (
		let at: unknown = error;
		at instanceof Error && causes.length < 8;
		at = at.cause ?? (at as { error?: unknown }).error
	)
		causes.push(at as { code?: unknown; syscall?: unknown });
	const code = causes.map((cause) => cause.code).find((one): one is string => typeof one === "string");
	const isConnecting = causes.some((cause) => cause.syscall === "connect" || cause.syscall === "getaddrinfo");
	return {
		code: code ?? String(causes[0]?.name ?? "error"),
		wasNeverSent: isConnecting || (code !== undefined && beforeSending.test(code)),
	};
}

/** The address of a network's API: `settings.apiUrl` without a slash at its end, or `own`; null when it is no HTTP address. */
export function readApiUrl(page: ChannelPage, own: string): string | null {
	const url = page.settings.apiUrl ?? own;
	return typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url) ? url.replace(/\/+$/, "") : null;
}

/** The outcome for a page whose settings have no usable address. */
export const noApiUrl: Extract<PublishOutcome, { kind: "not-sent" }> = {
	kind: "not-sent",
	class: "wrong-token",
	code: "address",
	text: "The address of the network's API in the page's settings cannot be read.",
};
