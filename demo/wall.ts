import { buildComment, buildCommentDeleted, buildEvent, buildMessage, buildPost, clientInfo } from "./events.ts";
import type { Envelope } from "./events.ts";
import { servingServer, wants } from "./callback-servers.ts";
import { recordEvents } from "./long-poll.ts";
import type { LongPoll } from "./long-poll.ts";
import type {
	CommunityState,
	DemoAttachment,
	DemoComment,
	DemoMessage,
	DemoPost,
	PendingEvent,
	Row,
	State,
} from "./state.ts";

/** Something on a wall or in a dialogue changed: what the open pages want to know. */
export type WallChange =
	| { kind: "comment"; groupId: number; comment: DemoComment }
	| { kind: "post"; groupId: number; post: DemoPost }
	| { kind: "message"; groupId: number; message: DemoMessage };

/** Everything that can be written on. `send` hands events over for delivery, `tell` hears of every change. */
export type Wall = {
	state: State;
	longPoll: LongPoll;
	send: (events: PendingEvent[]) => void;
	tell: (change: WallChange) => void;
};

export type MessageGiven = {
	groupId: number;
	author: { id: number; name: string };
	text: string;
	/** Unix seconds; now when left out */
	date?: number | undefined;
	attachments?: DemoAttachment[] | undefined;
};
export type CommentGiven = MessageGiven & { postId: number; replyTo?: number | undefined };

/** A refusal of the resident's side: nothing was written. */
export class RefusedError extends Error {}

/**
 * A resident's comment.
 * @param isHeld the events are kept but not sent: the caller sends them, in an order of its own
 * @throws RefusedError when the community, the post or the answered comment is not there
 */
export function writeComment(
	wall: Wall,
	given: CommentGiven,
	isHeld = false,
): { comment: DemoComment; events: PendingEvent[] } {
	const of = findCommunity(wall.state, given.groupId);
	const comment = newComment(of, given.postId, {
		fromId: given.author.id,
		authorName: given.author.name,
		text: given.text,
		date: given.date ?? nowSeconds(),
		attachments: given.attachments ?? [],
		replyTo: given.replyTo ?? null,
		guid: null,
	});
	return { comment, events: putComment(wall, of, comment, isHeld) };
}

/** A comment of the community itself, as wall.createComment makes it. */
export function answerComment(
	wall: Wall,
	of: CommunityState,
	answer: {
		postId: number;
		text: string;
		replyTo: number | null;
		guid: string | null;
		attachments: DemoAttachment[];
	},
): DemoComment {
	const { groupId, name } = of.community;
	const comment = newComment(of, answer.postId, {
		fromId: -groupId,
		authorName: name,
		text: answer.text,
		date: nowSeconds(),
		attachments: answer.attachments,
		replyTo: answer.replyTo,
		guid: answer.guid,
	});
	putComment(wall, of, comment, false);
	return comment;
}

function putComment(wall: Wall, of: CommunityState, row: DemoComment, isHeld: boolean): PendingEvent[] {
	const { groupId } = of.community;
	const post = findPost(of, row.postId);
	const replied = row.replyTo === null ? null : findComment(of, row.replyTo);
	const rows: Row[] = [{ t: "comment", g: groupId, row }];
	const events = [event(of, "wall_reply_new", buildComment(groupId, row, replied?.fromId ?? null))];
	if (!post.isAnnounced) {
		// the server hears of the post before it hears of what stands under it
		rows.unshift({ t: "post", g: groupId, row: { ...post, isAnnounced: true } });
		events.unshift(event(of, "wall_post_new", buildPost(groupId, post)));
	}
	const told = commit(wall, of, rows, events, isHeld);
	wall.tell({ kind: "comment", groupId, comment: row });
	return told;
}

/** @throws RefusedError when the comment is not there, or deleted and not to be restored */
export function changeComment(
	wall: Wall,
	groupId: number,
	id: number,
	change: { to: "edited"; text: string } | { to: "deleted" } | { to: "restored" },
): void {
	const of = findCommunity(wall.state, groupId);
	const known = findComment(of, id);
	if (known.isDeleted !== (change.to === "restored"))
		throw new RefusedError(known.isDeleted ? "the comment is deleted" : "the comment is not deleted");
	const comment = {
		...known,
		isDeleted: change.to === "deleted",
		...(change.to === "edited" ? { text: change.text, isEdited: true } : {}),
	};
	const told = {
		edited: () => event(of, "wall_reply_edit", buildComment(groupId, comment, null)),
		restored: () => event(of, "wall_reply_restore", buildComment(groupId, comment, null)),
		deleted: () => event(of, "wall_reply_delete", buildCommentDeleted(groupId, comment)),
	}[change.to]();
	commit(wall, of, [{ t: "comment", g: groupId, row: comment }], [told]);
	wall.tell({ kind: "comment", groupId, comment });
}

/** A post on the community's wall: a resident's, one a resident offers, or the community's own. */
export function writePost(
	wall: Wall,
	given: MessageGiven & { by?: "resident" | "offer" | "community" | undefined },
): DemoPost {
	const of = findCommunity(wall.state, given.groupId);
	const post: DemoPost = {
		id: of.lastId + 1,
		fromId: given.by === "community" ? -given.groupId : given.author.id,
		authorName: given.by === "community" ? of.community.name : given.author.name,
		text: given.text,
		date: given.date ?? nowSeconds(),
		isAnnounced: true,
		...(given.by === "offer" && { isSuggested: true }),
	};
	const told = event(of, "wall_post_new", buildPost(given.groupId, post));
	commit(wall, of, [{ t: "post", g: given.groupId, row: post }], [told]);
	wall.tell({ kind: "post", groupId: given.groupId, post });
	return post;
}

/** Closes a post for comments, or opens it again. */
export function closePost(wall: Wall, groupId: number, postId: number, isClosed: boolean): void {
	const of = findCommunity(wall.state, groupId);
	wall.state.put({ t: "post", g: groupId, row: { ...findPost(of, postId), isClosed } });
}

/** A resident's direct message. */
export function writeMessage(wall: Wall, given: MessageGiven): DemoMessage {
	const of = findCommunity(wall.state, given.groupId);
	return putMessage(wall, of, given.author.id, {
		fromId: given.author.id,
		authorName: given.author.name,
		text: given.text,
		date: given.date ?? nowSeconds(),
		attachments: given.attachments ?? [],
		replyToCmid: null,
		randomId: 0,
	});
}

/** A message of the community in a dialogue, as messages.send makes it. */
export function answerMessage(
	wall: Wall,
	of: CommunityState,
	answer: {
		peerId: number;
		text: string;
		replyToCmid: number | null;
		randomId: number;
		attachments: DemoAttachment[];
	},
): DemoMessage {
	const { groupId, name } = of.community;
	const { peerId, ...rest } = answer;
	const from = { fromId: -groupId, authorName: name, date: nowSeconds() };
	return putMessage(wall, of, peerId, { ...from, ...rest });
}

function putMessage(
	wall: Wall,
	of: CommunityState,
	peerId: number,
	given: Omit<DemoMessage, "id" | "peerId" | "cmid">,
): DemoMessage {
	const { groupId } = of.community;
	const cmid = (of.dialogues.get(peerId)?.at(-1)?.cmid ?? 0) + 1;
	const row: DemoMessage = { id: of.lastMessageId + 1, peerId, cmid, ...given };
	const replied = of.dialogues.get(peerId)?.find((one) => one.cmid === row.replyToCmid) ?? null;
	const told =
		row.fromId < 0
			? event(of, "message_reply", buildMessage(row, replied))
			: event(of, "message_new", {
					message: crop(buildMessage(row, replied), of.community.cropsAt),
					client_info: clientInfo,
				});
	commit(wall, of, [{ t: "message", g: groupId, row }], [told]);
	wall.tell({ kind: "message", groupId, message: row });
	return row;
}

/** Other words in a message of the community; the network tells of it. */
export function editMessage(wall: Wall, of: CommunityState, message: DemoMessage, text: string): void {
	const { groupId } = of.community;
	const row = { ...message, text, attachments: [] };
	const replied = of.dialogues.get(row.peerId)?.find((one) => one.cmid === row.replyToCmid) ?? null;
	const edited = { ...buildMessage(row, replied), update_time: nowSeconds() };
	commit(wall, of, [{ t: "message", g: groupId, row }], [event(of, "message_edit", edited)]);
	wall.tell({ kind: "message", groupId, message: row });
}

/** A long message is told in part, and marked so. */
function crop(message: ReturnType<typeof buildMessage>, most = Number.POSITIVE_INFINITY) {
	return message.text.length > most ? { ...message, text: message.text.slice(0, most), is_cropped: true } : message;
}

/** Any event at all: what a server must cope with and this network does not do by itself. */
export function emitEvent(wall: Wall, groupId: number, type: string, object: unknown): void {
	const of = findCommunity(wall.state, groupId);
	commit(wall, of, [], [event(of, type, object)]);
}

const event = (of: CommunityState, type: string, object: unknown): Envelope =>
	buildEvent(of.community.groupId, type, object);

/** Keeps rows and the events they cause in one write, before anybody hears of them. */
function commit(wall: Wall, of: CommunityState, rows: Row[], events: Envelope[], isHeld = false): PendingEvent[] {
	const { groupId } = of.community;
	const server = servingServer(of);
	// a community without a server has nobody to tell
	const told = events
		.filter(({ type }) => server && wants(server, type))
		.map((envelope): PendingEvent => {
			const secret = server?.secret ? { secret: server.secret } : {};
			return { groupId, eventId: envelope.event_id, body: JSON.stringify({ ...envelope, ...secret }) };
		});
	wall.state.put(...rows, ...told.map((row) => ({ t: "event" as const, row })));
	recordEvents(wall.longPoll, groupId, events);
	if (!isHeld) wall.send(told);
	return told;
}

function newComment(
	of: CommunityState,
	postId: number,
	given: Omit<DemoComment, "id" | "postId" | "rootId" | "isEdited" | "isDeleted">,
): DemoComment {
	findPost(of, postId);
	const replied = given.replyTo === null ? null : findComment(of, given.replyTo);
	if (replied && replied.postId !== postId) throw new RefusedError("the answered comment stands under another post");
	const rootId = replied ? (replied.rootId ?? replied.id) : null;
	return { id: of.lastId + 1, postId, rootId, isEdited: false, isDeleted: false, ...given };
}

export function findCommunity(state: State, groupId: number): CommunityState {
	const of = state.communities.get(groupId);
	if (!of) throw new RefusedError(`there is no community ${groupId}`);
	return of;
}

export function findPost(of: CommunityState, postId: number): DemoPost {
	const post = of.posts.get(postId);
	if (!post) throw new RefusedError(`there is no post ${postId}`);
	return post;
}

function findComment(of: CommunityState, id: number): DemoComment {
	const comment = of.comments.get(id);
	if (!comment) throw new RefusedError(`there is no comment ${id}`);
	return comment;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
