import type { CaseScope } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { listen } from "./notices.ts";
import type { Notices } from "./notices.ts";
import { followPresence, presenceLine } from "./presence-feed.ts";
import type { PresenceNews } from "./presence-feed.ts";
import { isAfter, parsePosition, positionText, readFeed, readHorizon } from "./read-feed.ts";
import type { FeedEvent, Position } from "./read-feed.ts";

/** One reader of the stream. `write` gives false when the reader is too slow. */
export type Reader = {
	regionId: number;
	/** whose cases it hears of; null: the whole region's */
	scope: CaseScope;
	/** the session's hash, hex: its end ends the stream */
	session: string;
	write: (text: string) => boolean;
	close: () => void;
};

/** The live stream of one process: reads each region's history once and hands it to every reader. */
export type LiveFeed = {
	/**
	 * Adds a reader; events flow until `leave`.
	 * @param lastEventId where it stopped; what it missed comes from the history, or `resync` when that is too much
	 * @throws Error of the database, then the reader is not added
	 */
	join: (reader: Reader, lastEventId: string | null) => Promise<void>;
	leave: (reader: Reader) => void;
	close: () => Promise<void>;
};

/** `waiting`: events that arrived while the reader still catches up; `isLost`: meanwhile too many came */
type Member = { reader: Reader; position: Position; waiting: FeedEvent[] | null; isLost: boolean };

type Region = {
	id: number;
	position: Promise<Position>;
	members: Map<Reader, Member>;
	/** the newest transaction a notice named */
	noticed: bigint;
	/** readings in a row after which a noticed transaction was still not settled */
	behind: number;
	isReading: boolean;
	timer: NodeJS.Timeout | null;
};

type Hub = { db: Db; regions: Map<number, Region>; onError: (error: unknown) => void };

const heartbeatMs = 20_000;
/** Under a flood of notices a region is read at most this often. */
const leastPauseMs = 20;
/** While noticed transactions are not settled, the first pause before looking again; it doubles up to half a second. */
const behindPauseMs = 50;
const longestPauseMs = 500;

export function openLiveFeed(db: Db, databaseUrl: string, onError: (error: unknown) => void): LiveFeed {
	const hub: Hub = { db, regions: new Map(), onError };
	const presence = followPresence(
		db,
		(id) => hub.regions.has(id),
		(id, news) => tellPresence(hub, id, news),
		onError,
	);
	const notices = listen(databaseUrl, ["case_event", "session_ended", "case_presence"], {
		onConnected: () => {
			for (const region of hub.regions.values()) void read(hub, region);
		},
		onNotice: (channel, payload) => {
			if (channel === "case_event") noteEvent(hub, payload);
			else if (channel === "case_presence") presence.note(payload);
			else endSession(hub, payload);
		},
		onError,
	});
	const heartbeat = setInterval(() => beat(hub, notices), heartbeatMs).unref();
	return {
		join: (reader, lastEventId) => {
			// nobody listens before somebody reads
			notices.start();
			return join(hub, reader, lastEventId);
		},
		leave: (reader) => leave(hub, reader),
		close: async () => {
			clearInterval(heartbeat);
			presence.stop();
			for (const { reader } of membersOf(hub)) reader.close();
			await notices.stop();
		},
	};
}

const membersOf = (hub: Hub): Member[] => [...hub.regions.values()].flatMap((region) => [...region.members.values()]);

/** A notice says "regionId:tx"; a region without readers is not followed. */
function noteEvent(hub: Hub, payload: string): void {
	const [, regionId, tx] = /^(\d+):(\d+)$/.exec(payload) ?? [];
	const region = hub.regions.get(Number(regionId));
	if (!region || tx === undefined) return;
	if (BigInt(tx) > region.noticed) region.noticed = BigInt(tx);
	schedule(hub, region, leastPauseMs);
}

function endSession(hub: Hub, session: string): void {
	for (const { reader } of membersOf(hub)) if (reader.session === session) reader.close();
}

/** Passing news: it has no place in the history, and who missed it asks. */
function tellPresence(hub: Hub, regionId: number, news: PresenceNews): void {
	for (const member of hub.regions.get(regionId)?.members.values() ?? [])
		if (!member.waiting && (member.reader.scope?.some((id) => news.agencyIds.includes(id)) ?? true))
			say(member, presenceLine(news));
}

function beat(hub: Hub, notices: Notices): void {
	if (hub.regions.size > 0) notices.check();
	// an id alone moves the reader's place in the stream without an event
	for (const member of membersOf(hub)) if (!member.waiting) say(member, `:\nid: ${positionText(member.position)}\n\n`);
}

function schedule(hub: Hub, region: Region, pauseMs: number): void {
	if (region.timer || hub.regions.get(region.id) !== region) return;
	region.timer = setTimeout(() => {
		region.timer = null;
		void read(hub, region);
	}, pauseMs);
}

/** Reads what is new and settled in a region and hands it on; looks again soon while a noticed transaction is not. */
async function read(hub: Hub, region: Region): Promise<void> {
	if (region.isReading) return schedule(hub, region, leastPauseMs);
	region.isReading = true;
	try {
		const position = await region.position;
		const { horizon, events, isMore } = await readFeed(hub.db, region.id, position);
		const reached = isMore ? { tx: horizon, id: 0 } : (events.at(-1) ?? position);
		region.position = Promise.resolve({ tx: reached.tx, id: reached.id });
		for (const member of region.members.values()) {
			for (const event of events) hand(member, event);
			if (isMore) lose(member, reached);
		}
		region.behind = region.noticed >= horizon ? region.behind + 1 : 0;
		if (region.behind > 0) schedule(hub, region, Math.min(behindPauseMs * 2 ** (region.behind - 1), longestPauseMs));
	} catch (error) {
		hub.onError(error);
		schedule(hub, region, 1_000);
	} finally {
		region.isReading = false;
	}
}

async function join(hub: Hub, reader: Reader, lastEventId: string | null): Promise<void> {
	const region = regionOf(hub, reader.regionId);
	const member: Member = { reader, position: { tx: 0n, id: 0 }, waiting: [], isLost: false };
	// from here on what is new waits for this reader, so nothing falls between the history and the stream
	region.members.set(reader, member);
	try {
		const now = await region.position;
		if (lastEventId === null) begin(member, "hello", now);
		else await resume(hub, region, member, parsePosition(lastEventId));
		if (member.isLost) begin(member, "resync", await region.position);
		const arrived = member.waiting ?? [];
		member.waiting = null;
		for (const event of arrived) pass(member, event);
	} catch (error) {
		leave(hub, reader);
		throw error;
	}
}

/** Tells from the history what was missed since `after`; a position from nowhere or too long ago makes the reader start anew. */
async function resume(hub: Hub, region: Region, member: Member, after: Position | null): Promise<void> {
	const missed = after && (await readFeed(hub.db, region.id, after));
	if (!after || !missed || missed.isMore || after.tx > missed.horizon)
		return begin(member, "resync", await region.position);
	begin(member, "hello", after);
	for (const event of missed.events) pass(member, event);
}

function regionOf(hub: Hub, id: number): Region {
	const known = hub.regions.get(id);
	if (known) return known;
	const position = readHorizon(hub.db);
	// whoever waits for it in `join` is told
	position.catch(() => {});
	const region: Region = { id, position, members: new Map(), noticed: 0n, behind: 0, isReading: false, timer: null };
	hub.regions.set(id, region);
	return region;
}

function leave(hub: Hub, reader: Reader): void {
	const region = hub.regions.get(reader.regionId);
	if (!region?.members.delete(reader) || region.members.size > 0) return;
	if (region.timer) clearTimeout(region.timer);
	hub.regions.delete(region.id);
}

/** Passes an event on, or keeps it while the reader still catches up. */
function hand(member: Member, event: FeedEvent): void {
	if (member.waiting) member.waiting.push(event);
	else pass(member, event);
}

/** Too much came at once: the reader is told to read its lists again, and goes on from `position`. */
function lose(member: Member, position: Position): void {
	if (member.waiting) member.isLost = true;
	else begin(member, "resync", position);
}

function pass(member: Member, event: FeedEvent): void {
	if (!isAfter(event, member.position)) return;
	member.position = { tx: event.tx, id: event.id };
	const type = typeFor(member.reader, event);
	if (type === null) return;
	const data = JSON.stringify({ caseId: event.caseId, type, at: event.at.toISOString() });
	say(member, `id: ${positionText(event)}\ndata: ${data}\n\n`);
}

/** An agency hears of the cases it has or takes part in now, and "left" of one that was taken from it. */
function typeFor({ scope }: Reader, { type, agencyId, participants, fromAgencyId }: FeedEvent): string | null {
	const isOf = (id: number | null) => scope === null || (id !== null && scope.includes(id));
	if (isOf(agencyId) || participants.some(isOf)) return type;
	return isOf(fromAgencyId) ? "left" : null;
}

function begin(member: Member, name: "hello" | "resync", position: Position): void {
	member.position = position;
	say(member, `retry: 2000\nid: ${positionText(position)}\nevent: ${name}\ndata: {}\n\n`);
}

function say({ reader }: Member, text: string): void {
	// whoever reads too slowly is let go and comes back with its last id
	if (!reader.write(text)) reader.close();
}
