import type { EditRefusal, NotUnderstood, PageEventCode, UnreadableCode } from "./codes.ts";

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

/** A raw HTTP request of the network. Header names are lower case; `ip` is who sent it, as the trusted proxies tell. */
export type RawDelivery = { body: Buffer; headers: Record<string, string | string[] | undefined>; ip: string };

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
	/** the network's own name of the file, for `fetchFile`; never shown */
	ref?: string;
	title?: string;
	/** degrees, for a place */
	latitude?: number;
	longitude?: number;
	/** kept with the message by `cases`: the part of an album that brought it, and what that part said */
	album?: { key: string; part: string; text: string };
};

/** One message as the network tells it. Texts are as received; `normaliseText` of `text/` cleans them before storing. */
export type IncomingMessage = {
	/** unique inside the page, e.g. "wall-1_55_reply_78" */
	externalId: string;
	/** what groups messages: a post with its comments, or a dialogue; unique inside the page */
	threadKey: string;
	threadKind: "comments" | "post" | "direct";
	threadUrl?: string;
	/** what the thread is about, where it has no post of the page: the subject of a letter */
	threadTitle?: string;
	/** "in": a resident (or another page) wrote; "out": the page itself spoke */
	direction: "in" | "out";
	/** stable per author inside the network, never shown: "user:1", "page:-5", "anonymous:…" */
	authorKey: string;
	authorName?: string;
	/** in a dialogue: the authorKey of the resident, also when the page speaks */
	peerKey?: string;
	text: string;
	attachments: Attachment[];
	/** parts of one album, which the network tells one by one, share it: they end as one message */
	albumKey?: string;
	sentAt: Date;
	replyToExternalId?: string;
	url?: string;
	/** how to reach the resident, where they left it (a form, a letter): seen by those who work on the case, never published */
	contact?: string;
	/** the member of staff who took it down on behalf of the resident: said in the history of the case */
	takenBy?: number;
	/** the topic as whoever wrote chose it from our list */
	topicCode?: string;
	/** a part of the body is missing in the delivery: `reread` fetches the whole */
	isCropped?: boolean;
};

/** What a delivery says. Several changes may come in one body. */
export type Change =
	| { kind: "message"; message: IncomingMessage }
	/** an edit carries the whole message again: it is stored if the first delivery never came */
	| { kind: "edit"; message: IncomingMessage; editedAt: Date }
	| { kind: "delete"; externalId: string; threadKey: string; deletedAt: Date }
	| { kind: "restore"; message: IncomingMessage }
	/** the post under which residents write: kept as the thread's title */
	| { kind: "post"; threadKey: string; text: string; url?: string }
	/** a resident allows or forbids the page to write to them first */
	| { kind: "consent"; authorKey: string; isAllowed: boolean; at: Date }
	/** something about the page itself that the people responsible should see; `settings` of the page follow from it */
	| { kind: "page-event"; code: PageEventCode; text: string; at: Date; settings?: Record<string, unknown> };

/** A change of what stands in threads. */
export type ThreadChange = Exclude<Change, { kind: "consent" | "page-event" }>;
/** News of the page, not of a thread. */
export type PageNews = Extract<Change, { kind: "consent" | "page-event" }>;

/** Result of reading a stored body. */
export type Parsed =
	| { kind: "changes"; eventId: string | null; changes: Change[] }
	| { kind: "ignored"; eventId: string | null; reason: string }
	| NotUnderstood;

/** Where an answer goes: under the resident's message, or to the `contact` they left. Stored as JSON with the order to publish. */
export type PublishTarget = {
	threadKey: string;
	threadKind: "comments" | "post" | "direct";
	replyToExternalId: string;
	contact?: string;
	threadTitle?: string;
};
/** A photograph that goes out with an answer: checked, without EXIF. */
export type Photo = { bytes: Buffer; type: "image/jpeg" | "image/png" | "image/webp"; name: string };

export type PublishOrder = {
	target: PublishTarget;
	text: string;
	/** same for every attempt of one order */
	key: string;
	photos?: readonly Photo[];
};
/** Other words in place of an answer that stands in the network; nothing else of it changes. */
export type EditOrder = {
	externalId: string;
	text: string;
	/** what stands there now */
	before: string;
	/** photos that went out with it */
	photos: number;
	sentAt: Date;
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
export type PublishOutcome = { kind: "sent"; externalId: string } | Failure;
export type Failure = NotSent | { kind: "unknown"; code: string; text: string };
/** The network did not do it. `text` is its own words; `advice` what the official can do next. */
export type NotSent = {
	kind: "not-sent";
	class: FailureClass;
	code: string;
	text: string;
	retryAfterSeconds?: number;
	advice?: Advice;
};

/** What an official does when an answer cannot go out as it is; words in `web/locales`. */
export const advices = [
	"shorten",
	"remove-links",
	"reword",
	"answer-directly",
	"answer-in-network",
	"photos-directly",
	"target-deleted",
	"comments-closed",
	"resident-blocked",
	"resident-refuses",
	"by-person",
] as const;
export type Advice = (typeof advices)[number];

/** What of a published answer can be seen in the network: its text, `absent`, or `cannot-read` where the key does not allow it. */
export type ReadBack =
	| { kind: "text"; externalId: string; text: string }
	| { kind: "absent" }
	| { kind: "cannot-read" };

/**
 * What was read of a network on our own initiative. Each body becomes a delivery and goes through `parse` as if it had been
 * delivered; `cursor` is kept in the same transaction. `gap` says in words what surely was missed before it.
 */
export type Polled = { kind: "read"; bodies: Buffer[]; cursor: string; isMore: boolean; gap?: string } | Failure;
/** What stands in the network within a window of time: ids as `parse` gives them, with bodies that `parse` reads. */
export type WindowRead =
	| { kind: "read"; found: { externalId: string; body: Buffer }[]; isWhole: boolean }
	| { kind: "cannot-read"; reason: UnreadableCode }
	| Failure;

/** One finding about a page's connection. `text` is the network's own words or a detail, for people; never a key. */
export type PageFinding = { code: HealthCode; state: "ok" | "warn" | "fail"; text: string };

/** What can be found out about a page; words and what to do in `web/locales`. */
export const healthCodes = [
	"key",
	"rights",
	"webhook",
	"webhook-backlog",
	"comments",
	"direct-messages",
	"page-gone",
	"verified-mark",
	"mailbox",
	"silence",
	"sending",
	"polling",
	"reading-back",
	"refused-deliveries",
] as const;
export type HealthCode = (typeof healthCodes)[number];

/** Who a key belongs to, as the network tells: the first step of connecting a page. */
export type Identified =
	| {
			kind: "found";
			externalId: string;
			name: string;
			url: string | null;
			/** settings and keys found on the way, to be saved with the page */
			settings?: Record<string, unknown>;
			secrets?: Record<string, string>;
			findings: PageFinding[];
	  }
	| Failure;

/** A step of telling the network where to deliver. Steps done stay done when a later one fails. */
export type ConnectStep = { code: ConnectCode; state: "done" | "failed" | "by-person"; text: string };
export const connectCodes = [
	"rights",
	"secret",
	"confirmation",
	"server",
	"events",
	"subscription",
	"group",
	"check",
] as const;
export type ConnectCode = (typeof connectCodes)[number];
export type FetchedFile = { kind: "bytes"; bytes: Buffer; name?: string } | { kind: "gone"; text: string } | Failure;
/** A pasted link that a channel recognises: the page it belongs to and what to read. */
export type LinkTarget = { pageExternalId: string; threadKey: string; messageId: string };

export type Channel = {
	name: string;
	/** characters (UTF-16 units) one answer may have */
	maxLength: (target: PublishTarget) => number;
	/** photographs one answer may carry there with this page's keys */
	maxPhotos: (page: ChannelPage, target: PublishTarget) => number;
	/** least milliseconds between two answers of one page to that kind of thread */
	minIntervalMs: (target: PublishTarget) => number;
	/** minutes within which the network drops a repeat with the same key; 0: it never does, so never repeat */
	repeatsDroppedMinutes: (target: PublishTarget) => number;
	/** true where the desk cannot publish and a person carries the answer out; such orders stay queued until they say so */
	isPublishedByPerson?: (page: ChannelPage) => boolean;
	verify: (page: ChannelPage, delivery: RawDelivery) => Verdict;
	/** pure; must not throw on any body; `receivedAt` stands for the times of edits and deletions that a network does not tell */
	parse: (page: ChannelPage, body: Buffer, receivedAt: Date) => Parsed | Promise<Parsed>;
	/** one network call, at most 15 s, photos first where there are any; must not throw for anything the network says */
	publish: (page: ChannelPage, order: PublishOrder) => Promise<PublishOutcome>;
	/** looks for an order's answer in the network; must not throw */
	readBack: (page: ChannelPage, order: PublishOrder, externalId: string | null) => Promise<ReadBack>;

	// What follows a network may lack; the screens then say so. None throws for anything the network says.

	/** seconds between two readings of a page; null: not now. `isStandby`: the webhook is known to fail */
	pollSeconds?: (page: ChannelPage, isStandby: boolean) => number | null;
	/** reads what came since `cursor`; null begins now */
	poll?: (page: ChannelPage, cursor: string | null, now: Date) => Promise<Polled>;
	/** holds a connection and calls `onNews` when a poll is worth it; resolves when `signal` aborts, rejects when it breaks */
	listen?: (page: ChannelPage, onNews: () => void, signal: AbortSignal) => Promise<void>;
	/** reads everything between two moments again, for reconciliation and after an outage */
	readWindow?: (page: ChannelPage, from: Date, to: Date) => Promise<WindowRead>;
	/** what can never be read back with this page's keys */
	unreadable?: (page: ChannelPage) => UnreadableCode[];
	/** looks at key, rights, webhook, comments: a few calls; `webhookUrl` is where the network should deliver */
	look?: (page: ChannelPage, webhookUrl: string) => Promise<PageFinding[]>;
	/** whose keys these are; `page.externalId` may be empty */
	identify?: (page: ChannelPage) => Promise<Identified>;
	/** tells the network where to deliver; `save` commits keys and settings before a step that needs them */
	connect?: (page: ChannelPage, webhookUrl: string, save: SaveConnection) => Promise<ConnectStep[]>;
	/** the bytes of an attachment that has a `ref`; `body` is the delivery it came with */
	fetchFile?: (page: ChannelPage, attachment: Attachment, body: Buffer | null) => Promise<FetchedFile>;
	/** the whole of a message that was delivered cropped: a body for `parse` */
	reread?: (page: ChannelPage, externalId: string) => Promise<WindowRead>;
	/** takes a link apart, if it is one of this network */
	readLink?: (url: string) => LinkTarget | null;
	/** a linked message with its post, as bodies for `parse`; `page` may be a watched page of somebody else */
	fetchLink?: (page: ChannelPage, link: LinkTarget) => Promise<WindowRead>;
	/** what speaks against an edit at `now`; null: nothing known. Goes together with `edit` */
	editRefusal?: (page: ChannelPage, order: EditOrder, now: Date) => EditRefusal | null;
	/** changes the words of an answer of ours: a network call, at most 15 s; the same twice leaves the same */
	edit?: (page: ChannelPage, order: EditOrder) => Promise<PublishOutcome>;
	/** a short notice to a member of staff at `address`, by this page's keys */
	notify?: (page: ChannelPage, address: string, text: string) => Promise<PublishOutcome>;
};
export type SaveConnection = (change: {
	settings?: Record<string, unknown>;
	secrets?: Record<string, string>;
}) => Promise<ChannelPage>;
export type Channels = ReadonlyMap<string, Channel>;
