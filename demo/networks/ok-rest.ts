import { createHash } from "node:crypto";
import { countOf, RefusedCall } from "./ok-state.ts";
import type { OkCall, OkComment } from "./ok-state.ts";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** Discussions of the REST API, signed. Not independently verified. */
export function answerRest(call: OkCall): unknown {
	const { state, parameters } = call;
	if (parameters.get("access_token") !== state.keys.accessToken) throw new RefusedCall(102, "Session key is expired");
	if (parameters.get("application_key") !== state.keys.applicationKey) throw new RefusedCall(101, "application_key");
	const names = [...parameters.keys()].filter((name) => name !== "access_token" && name !== "sig").sort();
	const secret = md5(state.keys.accessToken + state.keys.applicationSecretKey);
	if (parameters.get("sig") !== md5(names.map((name) => `${name}=${parameters.get(name)}`).join("") + secret)) {
		call.breaches.push("signature");
		throw new RefusedCall(104, "Invalid signature");
	}
	const method = parameters.get("method");
	if (method === "discussions.getList") return list(call);
	if (method === "discussions.getComments") return comments(call);
	if (method === "discussions.addDiscussionComment") return add(call);
	throw new RefusedCall(3, "Method does not exist");
}

function list(call: OkCall): unknown {
	const all = [...call.state.threads].toReversed();
	const from = Number(call.parameters.get("anchor") ?? 0);
	const count = countOf(call);
	const discussions = all.slice(from, from + count).map(([key, thread]) => ({
		object_type: key.split("/")[0],
		object_id: key.split("/")[1],
		title: thread.title,
		new_comments_count: thread.unread,
		ref_objects: [{ type: "GROUP", id: thread.groupId ?? call.state.groupId }],
	}));
	return { discussions, ...(from + count < all.length && { anchor: String(from + count) }) };
}

function comments(call: OkCall): unknown {
	const { parameters } = call;
	const thread = call.state.threads.get(`${parameters.get("discussionType")}/${parameters.get("discussionId")}`);
	if (!thread) throw new RefusedCall(300, "Requested information is not found");
	const all = thread.comments.toSorted((a, b) => b.at - a.at);
	const after = parameters.get("anchor");
	const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
	const count = countOf(call);
	const shown = all.slice(from, from + count);
	const hasMore = from + count < all.length;
	return { has_more: hasMore, anchor: shown.at(-1)?.id ?? "", comments: shown.map(view) };
}

/** Moscow time of whole seconds without a zone. */
function view({ at, ...comment }: OkComment): unknown {
	const date = new Date(at + 3 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
	return { type: "ACTIVE_MESSAGE", date, ...comment };
}

function add(call: OkCall): unknown {
	const { state, parameters } = call;
	const thread = state.threads.get(`${parameters.get("entityType")}/${parameters.get("entityId")}`);
	if (!thread) throw new RefusedCall(300, "Requested information is not found");
	const id = `own-${state.nextId++}`;
	const own = { id, author_id: state.groupId, author_type: "GROUP", author_name: "Администрация города" };
	const answered = parameters.get("reply_to_comment_id");
	thread.comments.push({
		...own,
		text: parameters.get("comment") ?? "",
		at: Date.now(),
		...(answered !== undefined && { reply_to_comment_id: answered }),
	});
	return id;
}
