import { createHash, randomBytes } from "node:crypto";
import type { DemoAttachment, DemoComment, DemoMessage, DemoPost } from "./state.ts";

/** Objects of VK API 5.199 as the Callback API sends them (callback/objects.json of the official schema). */

export const apiVersion = "5.199";

/** What every event carries; the secret is added for the server it goes to. */
export type Envelope = { group_id: number; type: string; event_id: string; v: string; object: unknown };

/** `event_id` is 40 hexadecimal digits and the same in every redelivery. */
export function buildEvent(groupId: number, type: string, object: unknown): Envelope {
	const eventId = createHash("sha1").update(randomBytes(20)).digest("hex");
	return { group_id: groupId, type, event_id: eventId, v: apiVersion, object };
}

/** A wall comment. The schema names `owner_id`, recorded bodies carry `post_owner_id`: both are sent. */
export function buildComment(groupId: number, comment: DemoComment, repliedFromId: number | null) {
	return {
		id: comment.id,
		from_id: comment.fromId,
		date: comment.date,
		text: comment.text,
		post_id: comment.postId,
		owner_id: -groupId,
		post_owner_id: -groupId,
		parents_stack: comment.rootId === null ? [] : [comment.rootId],
		...(comment.replyTo === null ? {} : { reply_to_comment: comment.replyTo }),
		...(repliedFromId === null ? {} : { reply_to_user: repliedFromId }),
		...(comment.attachments.length === 0 ? {} : { attachments: buildAttachments(comment.fromId, comment) }),
	};
}

/** The schema calls the remover `user_id`, the documentation `deleter_id`: both are sent. */
export function buildCommentDeleted(groupId: number, comment: DemoComment) {
	return {
		owner_id: -groupId,
		id: comment.id,
		user_id: Math.abs(comment.fromId),
		deleter_id: Math.abs(comment.fromId),
		post_id: comment.postId,
	};
}

export function buildPost(groupId: number, post: DemoPost) {
	return {
		inner_type: "wall_wallpost",
		id: post.id,
		owner_id: -groupId,
		from_id: post.fromId,
		date: post.date,
		text: post.text,
		post_type: post.isSuggested ? "suggest" : "post",
		attachments: [],
	};
}

/** The same post as wall.get and wall.getById show it. */
export function buildWallItem(groupId: number, post: DemoPost, commentCount: number) {
	const canPost = post.isClosed ? 0 : 1;
	return {
		...buildPost(groupId, post),
		comments: { count: commentCount, can_post: canPost, groups_can_post: canPost === 1 },
	};
}

/** A message as `message_new` (wrapped), `message_reply` and `messages.getHistory` give it. */
export function buildMessage(message: DemoMessage, replied: DemoMessage | null) {
	return {
		id: message.id,
		date: message.date,
		peer_id: message.peerId,
		from_id: message.fromId,
		text: message.text,
		conversation_message_id: message.cmid,
		out: message.fromId < 0 ? 1 : 0,
		version: message.id,
		random_id: message.randomId,
		important: false,
		is_hidden: false,
		attachments: buildAttachments(message.fromId, message),
		fwd_messages: [],
		...(replied
			? {
					reply_message: {
						id: replied.id,
						conversation_message_id: replied.cmid,
						peer_id: replied.peerId,
						from_id: replied.fromId,
						date: replied.date,
						text: replied.text,
						attachments: buildAttachments(replied.fromId, replied),
					},
				}
			: {}),
	};
}

export const clientInfo = {
	button_actions: ["text", "vkpay", "open_app", "location", "open_link", "callback"],
	keyboard: true,
	inline_keyboard: true,
	carousel: true,
	lang_id: 0,
};

function buildAttachments(ownerId: number, of: { id: number; date: number; attachments: DemoAttachment[] }) {
	return of.attachments.map((attachment, index) => ({
		type: "photo",
		photo: {
			id: of.id * 10 + index,
			owner_id: ownerId,
			album_id: -8,
			date: of.date,
			text: "",
			has_tags: false,
			sizes: [
				{
					type: "x",
					url: attachment.url,
					width: attachment.width ?? 604,
					height: attachment.height ?? 453,
				},
			],
		},
	}));
}
