import { ApiError } from "./api-error.ts";
import { buildMessage } from "./events.ts";
import type { Caller, Ground } from "./ground.ts";
import { numberOf, numbersOf, textOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import { findPhotos } from "./photos.ts";
import type { CommunityState, DemoAttachment, DemoMessage } from "./state.ts";
import { answerMessage, editMessage } from "./wall.ts";
import type { Wall } from "./wall.ts";

/** random_id drops repeats for an hour inside the dialogue, and among its last hundred messages. */
const repeatSeconds = 3600;

type Given = { text: string; randomId: number; forward: string | undefined; attachments: DemoAttachment[] };

export function send({ wall, photos, url }: Ground, { of }: Caller, given: Parameters) {
	const isList = given.has("peer_ids");
	const peers = isList ? numbersOf(given, "peer_ids") : [numberOf(given, given.has("peer_id") ? "peer_id" : "user_id")];
	if (peers.length > 100) throw new ApiError(100, "peer_ids: at most 100");
	const randomId = numberOf(given, "random_id");
	const attachments = findPhotos(photos, given.get("attachment") ?? "", url);
	const text =
		attachments.length > 0 ? (given.get("message") ?? "") : textOf(given, "message", Number.POSITIVE_INFINITY);
	if (text.length > 4096) throw new ApiError(914);
	const message = { text, randomId, forward: given.get("forward"), attachments };
	const results = peers.map((peerId) => sendToPeer(wall, of, peerId, message));
	if (isList) return results.map((result, index) => ({ peer_id: peers[index], ...result }));
	const [only] = results;
	if (only?.error) throw new ApiError(only.error.code);
	return only?.message_id;
}

const editSeconds = 24 * 3600;

/** Only the community's own messages, for a day; what is not named again is taken off. */
export function edit({ wall }: Ground, { of }: Caller, given: Parameters) {
	const peerId = numberOf(given, "peer_id");
	const cmid = numberOf(given, "conversation_message_id");
	const text = textOf(given, "message", 4096);
	const message = of.dialogues.get(peerId)?.find((one) => one.cmid === cmid);
	if (!message) throw new ApiError(100, "there is no such message");
	if (message.fromId >= 0) throw new ApiError(15, "the message is another's");
	if (message.date < Date.now() / 1000 - editSeconds) throw new ApiError(909);
	editMessage(wall, of, message, text);
	return 1;
}

type SendResult = {
	message_id: number;
	conversation_message_id: number;
	error?: { code: number; description: string };
};

function sendToPeer(wall: Wall, of: CommunityState, peerId: number, given: Given): SendResult {
	const dialogue = of.dialogues.get(peerId);
	// a community may write only to those who wrote to it
	if (!dialogue) {
		const error = new ApiError(901);
		return { message_id: 0, conversation_message_id: 0, error: { code: error.code, description: error.message } };
	}
	const since = Date.now() / 1000 - repeatSeconds;
	const known = dialogue
		.slice(-100)
		.find((one) => given.randomId !== 0 && one.randomId === given.randomId && one.fromId < 0 && one.date >= since);
	const replyToCmid = given.forward === undefined ? null : readForward(given.forward, peerId, dialogue.length);
	const { text, randomId, attachments } = given;
	const message = known ?? answerMessage(wall, of, { peerId, text, randomId, attachments, replyToCmid });
	return { message_id: message.id, conversation_message_id: message.cmid };
}

/** `forward` as a reply: JSON with one message of the same dialogue. */
function readForward(json: string, peerId: number, lastCmid: number): number {
	let forward: { peer_id?: unknown; conversation_message_ids?: unknown; is_reply?: unknown };
	try {
		forward = Object(JSON.parse(json));
	} catch {
		throw new ApiError(100, "forward: incorrect json");
	}
	const cmids = forward.conversation_message_ids;
	if (forward.peer_id !== peerId || forward.is_reply !== true || !Array.isArray(cmids) || cmids.length !== 1)
		throw new ApiError(100, "forward: one message of the same dialogue is expected");
	const [cmid] = cmids;
	if (!Number.isSafeInteger(cmid) || cmid < 1 || cmid > lastCmid)
		throw new ApiError(100, "forward: there is no such message");
	return cmid;
}

export function getHistory(_on: Ground, { of }: Caller, given: Parameters) {
	const peerId = numberOf(given, given.has("peer_id") ? "peer_id" : "user_id");
	const dialogue = of.dialogues.get(peerId) ?? [];
	const ordered = given.get("rev") === "1" ? dialogue : dialogue.toReversed();
	const offset = numberOf(given, "offset", 0);
	const count = readCount(given);
	return {
		count: dialogue.length,
		items: ordered.slice(offset, offset + count).map((message) => buildMessage(message, null)),
	};
}

/** Dialogues, the one with the newest message first. */
export function getConversations(_on: Ground, { of }: Caller, given: Parameters) {
	const all = [...of.dialogues.values()]
		.flatMap((dialogue) => dialogue.at(-1) ?? [])
		.toSorted((a, b) => b.date - a.date || b.id - a.id);
	const offset = numberOf(given, "offset", 0);
	return { count: all.length, items: all.slice(offset, offset + readCount(given)).map(buildConversation) };
}

function buildConversation(last: DemoMessage) {
	const conversation = {
		peer: { id: last.peerId, type: "user", local_id: last.peerId },
		last_message_id: last.id,
		last_conversation_message_id: last.cmid,
		in_read: last.id,
		out_read: last.id,
		version: last.id,
	};
	return { conversation, last_message: buildMessage(last, null) };
}

export function getByConversationMessageId(_on: Ground, { of }: Caller, given: Parameters) {
	const cmids = numbersOf(given, "conversation_message_ids");
	const dialogue = of.dialogues.get(numberOf(given, "peer_id")) ?? [];
	const items = dialogue.filter(({ cmid }) => cmids.includes(cmid)).map((message) => buildMessage(message, null));
	return { count: items.length, items };
}

function readCount(given: Parameters): number {
	const count = numberOf(given, "count", 20);
	if (count < 0 || count > 200) throw new ApiError(100, "count should be from 0 to 200");
	return count;
}
