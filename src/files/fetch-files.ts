import type { Channels, FetchedFile } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { isDatabaseAway } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { download } from "./download.ts";
import type { Download } from "./download.ts";
import { recordPicture, storePicture } from "./keep-picture.ts";
import { beginsPicture, mostPhotoBytes } from "./look-at-picture.ts";
import { readDeliveryBody, regionsWithWaiting } from "./reads.ts";
import type { FileStore } from "./store.ts";
import { claimFile, settleFile } from "./writes.ts";
import type { ClaimedFile, FileEnd } from "./writes.ts";

/** What fetching needs. */
export type FileParts = {
	db: Db;
	channels: Channels;
	secretKey: Buffer;
	files: FileStore;
	/** told of mistakes that do not stop the work */
	report: (error: unknown) => void;
};

/** Fetched at once by one worker: each holds at most one file in memory. */
const lanes = 4;
/** A document that turns out to be a picture is kept up to this size; any other is a link in the network. */
const mostDocumentBytes = 10 * 1024 * 1024;
/** Pauses between attempts, seconds; photos vanish at networks, so the first come quickly. After the last it is gone. */
const pauses = [20, 60, 300, 1800, 7200, 21_600, 86_400];
/** Attempts for what the network says is not there: it may say so of what it has not spread yet. */
const attemptsForGone = 3;
/** Seconds in which nothing more is asked of a host that did not answer: its files must not keep the others waiting. */
const restSeconds = 60;

/**
 * Fetches every file of a region that waits, until none is due. Safe to run at once and again.
 * @throws when the database or the storage is away; what was under way waits and has lost no attempt
 */
export async function fetchFiles(parts: FileParts, regionId: number): Promise<void> {
	const resting = new Map<string, number>();
	const lane = async (): Promise<void> => {
		for (;;) {
			const claimed = await claimFile(parts.db, regionId);
			if (!claimed) return;
			await fetchOne(parts, claimed, resting);
		}
	};
	const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
	const broken = ended.find((one) => one.status === "rejected");
	if (broken) throw broken.reason;
}

/** Calls for `fetchFiles` where files are due that nobody fetches; run once a minute. */
export async function wakeFetching(db: Db, enqueue: Enqueue): Promise<number> {
	const regions = await regionsWithWaiting(db);
	for (const regionId of regions) await enqueue(db, "fetch-files", { regionId });
	return regions.length;
}

async function fetchOne(parts: FileParts, claimed: ClaimedFile, resting: Map<string, number>): Promise<void> {
	// whatever it is that ended the worker each time, it is left alone
	if (claimed.attempts > pauses.length + 1) return settleFile(parts.db, claimed, { state: "gone", reason: "given-up" });
	const source = sourceOf(claimed);
	const rest = (resting.get(source) ?? 0) - Date.now();
	if (rest > 0) {
		const afterSeconds = Math.ceil(rest / 1000) + 1;
		return settleFile(parts.db, claimed, { state: "waiting", reason: "host-rests", afterSeconds, isFree: true });
	}
	const got = await fetchBytes(parts, claimed).catch((error: unknown): Download => {
		if (isDatabaseAway(error)) throw error;
		// a channel that throws is a mistake of ours
		parts.report(error);
		return { kind: "failed", code: "internal", isGone: false, retryAfterSeconds: null };
	});
	if (got.kind === "failed") {
		if (!got.isGone) resting.set(source, Date.now() + restSeconds * 1000);
		return settleFile(parts.db, claimed, afterFailure(claimed.attempts, got));
	}
	if (got.kind === "refused") return settleFile(parts.db, claimed, { state: "refused", reason: got.reason });
	try {
		await keep(parts, claimed, got.bytes);
	} catch (error) {
		await settleFile(parts.db, claimed, { state: "waiting", reason: "storage", afterSeconds: 60, isFree: true });
		throw error;
	}
}

async function keep({ db, files }: FileParts, claimed: ClaimedFile, bytes: Buffer): Promise<void> {
	const kept = await storePicture(files, claimed.regionId, bytes);
	if (kept.kind === "refused") return settleFile(db, claimed, { state: "refused", reason: kept.reason });
	await db.transaction().execute(async (tx) => {
		await recordPicture(tx, claimed.regionId, kept.stored);
		await settleFile(tx, claimed, { state: "kept", sha256: kept.stored.sha256 });
	});
}

/** By which files share a fate: the host, or the page whose channel fetches. */
function sourceOf({ attachment, pageId }: ClaimedFile): string {
	return attachment.ref === undefined ? `host ${URL.parse(attachment.url ?? "")?.host}` : `page ${pageId}`;
}

function afterFailure(attempts: number, { code, isGone, retryAfterSeconds }: Failed): FileEnd {
	const pause = pauses[attempts - 1];
	if (pause === undefined || (isGone && attempts >= attemptsForGone)) return { state: "gone", reason: "not-there" };
	return { state: "waiting", reason: code, afterSeconds: Math.min(Math.max(pause, retryAfterSeconds ?? 0), 86_400) };
}
type Failed = Extract<Download, { kind: "failed" }>;

async function fetchBytes(parts: FileParts, claimed: ClaimedFile): Promise<Download> {
	const { attachment, regionId, pageId } = claimed;
	const page = await readChannelPage(parts.db, regionId, pageId, parts.secretKey);
	const channel = page && parts.channels.get(page.channel);
	const mostBytes = attachment.kind === "photo" ? mostPhotoBytes : mostDocumentBytes;
	if (!page || !channel) return { kind: "failed", code: "no-page", isGone: true, retryAfterSeconds: null };
	if (attachment.ref !== undefined && channel.fetchFile) {
		const body = await readDeliveryBody(parts.db, regionId, claimed.deliveryId);
		return fromChannel(await channel.fetchFile(page, attachment, body), mostBytes);
	}
	if (attachment.url === undefined) return { kind: "failed", code: "no-source", isGone: true, retryAfterSeconds: null };
	return download(attachment.url, { trustedHost: trustedHostOf(page), mostBytes, isWanted: beginsPicture });
}

/** The network's own API may stand in an inner network, as the demo network does; nobody but an administrator sets it. */
function trustedHostOf({ settings }: OpenPage): string | null {
	return typeof settings.apiUrl === "string" ? (URL.parse(settings.apiUrl)?.host ?? null) : null;
}

function fromChannel(fetched: FetchedFile, mostBytes: number): Download {
	if (fetched.kind === "gone") return { kind: "failed", code: "gone", isGone: true, retryAfterSeconds: null };
	if (fetched.kind === "bytes") {
		const { bytes } = fetched;
		return bytes.length > mostBytes ? { kind: "refused", reason: "too-large" } : { kind: "bytes", bytes };
	}
	const retryAfterSeconds = fetched.kind === "not-sent" ? (fetched.retryAfterSeconds ?? null) : null;
	// the network's own words may hold anything: the code is enough
	return { kind: "failed", code: fetched.code.slice(0, 60), isGone: false, retryAfterSeconds };
}
