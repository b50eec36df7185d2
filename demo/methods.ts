import { ApiError } from "./api-error.ts";
import type { Deliveries } from "./deliveries.ts";
import { buildComment, buildMessage } from "./events.ts";
import { numberOf, numbersOf, textOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import type { CommunityState, DemoComment } from "./state.ts";
import { answerComment, answerMessage } from "./wall.ts";
import type { Wall } from "./wall.ts";

export type Caller = { of: CommunityState; kind: "group" | "service" };
type Method = {
	/** kinds of keys the method may be called with (access_token_type of the official schema) */
	keys: readonly Caller["kind"][];
	run: (on: { wall: Wall; deliveries: Deliveries }, caller: Caller, parameters: Parameters) => unknown;
};

export const methods: Record<string, Method> = {
	"wall.createComment": { keys: ["group"], run: ({ wall }, { of }, given) => createComment(wall, of, given) },
	"wall.getComments": { keys: ["service"], run: (_on, { of }, given) => getComments(of, given) },
	"messages.send": { keys: ["group"], run: ({ wall }, { of }, given) => send(wall, of, given) },
	"messages.getHistory": { keys: ["group"], run: (_on, { of }, given) => getHistory(of, given) },
	"groups.getById": { keys: ["group", "service"], run: (_on, { of }) => getById(of) },
	"groups.getTokenPermissions": { keys: ["group"], run: () => tokenPermissions },
	"groups.getCallbackConfirmationCode": {
		keys: ["group"],
		run: (_on, { of }, given) => {
			checkGroup(of, given);
			return { code: of.community.callback.confirmation };
		},
	},
	"groups.getCallbackServers": {
		keys: ["group"],
		run: ({ deliveries }, { of }, given) => getCallbackServers(deliveries, of, given),
	},
};

/** Rights of a community key (groups.getTokenPermissions; the number of `wall` is documented, the others are VK's usual ones). */
const rights = { photos: 4, wall: 8192, messages: 4096, docs: 131072, manage: 262144 };
const tokenPermissions = {
	mask: Object.values(rights).reduce((sum, right) => sum + right, 0),
	permissions: Object.entries(rights).map(([name, setting]) => ({ name, setting })),
};

/** How long a guid drops repeats is documented nowhere; an hour, as for random_id. */
const repeatSeconds = 3600;

function createComment(wall: Wall, of: CommunityState, given: Parameters) {
	const { groupId } = of.community;
	const postId = numberOf(given, "post_id");
	const message = textOf(given, "message", 16_384);
	const guid = given.get("guid") ?? null;
	if (numberOf(given, "owner_id") !== -groupId) throw new ApiError(15, "the wall is another's");
	// a key of a community cannot speak for anybody else
	if (numberOf(given, "from_group") !== groupId) throw new ApiError(15, "from_group is another community");
	const post = of.posts.get(postId);
	if (!post) throw new ApiError(212);
	const replyTo = given.has("reply_to_comment") ? numberOf(given, "reply_to_comment") : null;
	const replied = replyTo === null ? null : of.comments.get(replyTo);
	if (post.isClosed || (replyTo !== null && (!replied || replied.isDeleted || replied.postId !== postId)))
		throw new ApiError(213);
	const known = guid === null ? undefined : findByGuid(of, postId, guid);
	const comment = known ?? answerComment(wall, of, { postId, text: message, replyTo, guid });
	return { comment_id: comment.id, parents_stack: comment.rootId === null ? [] : [comment.rootId] };
}

function findByGuid(of: CommunityState, postId: number, guid: string): DemoComment | undefined {
	const since = Date.now() / 1000 - repeatSeconds;
	const thread = of.threads.get(postId) ?? [];
	for (let at = thread.length - 1; at >= 0; at--) {
		const comment = of.comments.get(thread[at] as number);
		if (comment?.guid === guid && comment.date >= since) return comment;
	}
	return undefined;
}

function getComments(of: CommunityState, given: Parameters) {
	const { groupId } = of.community;
	const postId = numberOf(given, "post_id");
	if (numberOf(given, "owner_id") !== -groupId || !of.posts.has(postId)) throw new ApiError(212);
	const parent = given.has("comment_id") ? numberOf(given, "comment_id") : null;
	const all = (of.threads.get(postId) ?? [])
		.map((id) => of.comments.get(id) as DemoComment)
		.filter((comment) => !comment.isDeleted);
	const level = all.filter((comment) => comment.rootId === parent);
	if (given.get("sort") === "desc") level.reverse();
	const offset = numberOf(given, "offset", 0);
	const inThread = Math.min(numberOf(given, "thread_items_count", 0), 10);
	const items = level.slice(offset, offset + Math.min(numberOf(given, "count", 10), 100));
	return {
		count: parent === null ? all.length : level.length,
		current_level_count: level.length,
		items: items.map((comment) => {
			const thread = all.filter((one) => one.rootId === comment.id);
			const nested = thread.slice(0, inThread).map((one) => buildComment(groupId, one, null));
			return {
				...buildComment(groupId, comment, null),
				...(parent === null ? { thread: { count: thread.length, items: nested } } : {}),
			};
		}),
	};
}

function send(wall: Wall, of: CommunityState, given: Parameters) {
	const isList = given.has("peer_ids");
	const peers = isList ? numbersOf(given, "peer_ids") : [numberOf(given, given.has("peer_id") ? "peer_id" : "user_id")];
	if (peers.length > 100) throw new ApiError(100, "peer_ids: at most 100");
	const randomId = numberOf(given, "random_id");
	const text = textOf(given, "message", Number.POSITIVE_INFINITY);
	if (text.length > 4096) throw new ApiError(914);
	const results = peers.map((peerId) =>
		sendToPeer(wall, of, { peerId, text, randomId, forward: given.get("forward") }),
	);
	if (isList) return results.map((result, index) => ({ peer_id: peers[index], ...result }));
	const [only] = results;
	if (only?.error) throw new ApiError(only.error.code);
	return only?.message_id;
}

type SendResult = {
	message_id: number;
	conversation_message_id: number;
	error?: { code: number; description: string };
};

function sendToPeer(
	wall: Wall,
	of: CommunityState,
	given: { peerId: number; text: string; randomId: number; forward: string | undefined },
): SendResult {
	const dialogue = of.dialogues.get(given.peerId);
	// a community may write only to those who wrote to it
	if (!dialogue) {
		const error = new ApiError(901);
		return { message_id: 0, conversation_message_id: 0, error: { code: error.code, description: error.message } };
	}
	const since = Date.now() / 1000 - repeatSeconds;
	const known = dialogue
		.slice(-100)
		.find((one) => given.randomId !== 0 && one.randomId === given.randomId && one.fromId < 0 && one.date >= since);
	const replyToCmid = given.forward === undefined ? null : readForward(given.forward, given.peerId, dialogue.length);
	const message = known ?? answerMessage(wall, of, { ...withoutForward(given), replyToCmid });
	return { message_id: message.id, conversation_message_id: message.cmid };
}

const withoutForward = ({ peerId, text, randomId }: { peerId: number; text: string; randomId: number }) => ({
	peerId,
	text,
	randomId,
});

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

function getHistory(of: CommunityState, given: Parameters) {
	const peerId = numberOf(given, given.has("peer_id") ? "peer_id" : "user_id");
	const dialogue = of.dialogues.get(peerId) ?? [];
	const ordered = given.get("rev") === "1" ? dialogue : dialogue.toReversed();
	const offset = numberOf(given, "offset", 0);
	const count = numberOf(given, "count", 20);
	if (count < 0 || count > 200) throw new ApiError(100, "count should be from 0 to 200");
	return {
		count: dialogue.length,
		items: ordered.slice(offset, offset + count).map((message) => buildMessage(message, null)),
	};
}

function getById(of: CommunityState) {
	const { groupId, name } = of.community;
	const group = { id: groupId, name, screen_name: `club${groupId}`, is_closed: 0, type: "page" };
	return { groups: [group], profiles: [] };
}

function getCallbackServers(deliveries: Deliveries, of: CommunityState, given: Parameters) {
	checkGroup(of, given);
	const { groupId, callback } = of.community;
	const status = callback.url === "" ? "unconfigured" : (deliveries.lanes.get(groupId)?.status ?? "wait");
	const server = { id: 1, title: "Otklik", creator_id: 0, url: callback.url, secret_key: callback.secret, status };
	return { count: 1, items: [server] };
}

function checkGroup(of: CommunityState, given: Parameters): void {
	if (numberOf(given, "group_id") !== of.community.groupId) throw new ApiError(15, "the community is another's");
}
