import { ApiError } from "./api-error.ts";
import { buildComment, buildWallItem } from "./events.ts";
import type { Caller, Ground } from "./ground.ts";
import { numberOf, textOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import { findPhotos } from "./photos.ts";
import type { CommunityState, DemoComment, DemoPost } from "./state.ts";
import { answerComment, changeComment } from "./wall.ts";

/** How long a guid drops repeats is documented nowhere; an hour, as for random_id. */
const repeatSeconds = 3600;

export function createComment({ wall, photos, url }: Ground, { of, kind }: Caller, given: Parameters) {
	const { groupId } = of.community;
	const postId = numberOf(given, "post_id");
	// a picture that a community key attaches to something on a wall is dropped without a word
	const attachments = kind === "user" ? findPhotos(photos, given.get("attachments") ?? "", url) : [];
	const message = attachments.length > 0 ? (given.get("message") ?? "") : textOf(given, "message", 16_384);
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
	const comment = known ?? answerComment(wall, of, { postId, text: message, replyTo, guid, attachments });
	return { comment_id: comment.id, parents_stack: comment.rootId === null ? [] : [comment.rootId] };
}

/** By the key of a person who may speak for the community. */
export function editComment({ wall }: Ground, { of }: Caller, given: Parameters) {
	const { groupId } = of.community;
	if (numberOf(given, "owner_id") !== -groupId) throw new ApiError(15, "the wall is another's");
	const comment = of.comments.get(numberOf(given, "comment_id"));
	if (!comment || comment.isDeleted) throw new ApiError(104);
	if (comment.fromId !== -groupId) throw new ApiError(15, "the comment is another's");
	changeComment(wall, groupId, comment.id, { to: "edited", text: textOf(given, "message", 16_384) });
	return 1;
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

/** A service key belongs to an application: it reads every community. */
function findWall({ wall }: Ground, ownerId: number): CommunityState {
	const of = wall.state.communities.get(-ownerId);
	if (!of || of.profile.is_closed !== 0 || of.profile.deactivated) throw new ApiError(15, "the wall is closed");
	return of;
}

export function getComments(on: Ground, _caller: Caller, given: Parameters) {
	const ownerId = numberOf(given, "owner_id");
	const postId = numberOf(given, "post_id");
	const of = findWall(on, ownerId);
	if (!of.posts.has(postId)) throw new ApiError(212);
	const parent = given.has("comment_id") ? numberOf(given, "comment_id") : null;
	const all = commentsOf(of, postId);
	const level = all.filter((comment) => comment.rootId === parent);
	if (given.get("sort") === "desc") level.reverse();
	const start = given.has("start_comment_id") ? numberOf(given, "start_comment_id") : null;
	const first = start === null ? 0 : level.findIndex((comment) => comment.id === start);
	const from = (first < 0 ? level.length : first) + numberOf(given, "offset", 0);
	const inThread = Math.min(numberOf(given, "thread_items_count", 0), 10);
	const items = level.slice(from, from + Math.min(numberOf(given, "count", 10), 100));
	return {
		count: parent === null ? all.length : level.length,
		current_level_count: level.length,
		items: items.map((comment) => {
			const thread = all.filter((one) => one.rootId === comment.id);
			const nested = thread.slice(0, inThread).map((one) => buildComment(-ownerId, one, null));
			return {
				...buildComment(-ownerId, comment, null),
				...(parent === null ? { thread: { count: thread.length, items: nested } } : {}),
			};
		}),
	};
}

const commentsOf = (of: CommunityState, postId: number): DemoComment[] =>
	(of.threads.get(postId) ?? [])
		.map((id) => of.comments.get(id) as DemoComment)
		.filter((comment) => !comment.isDeleted);

export function getPosts(on: Ground, _caller: Caller, given: Parameters) {
	const of = findWall(on, numberOf(given, "owner_id"));
	const all = [...of.posts.values()]
		.filter((post) => !post.isSuggested)
		.toSorted((a, b) => b.date - a.date || b.id - a.id);
	const offset = numberOf(given, "offset", 0);
	const count = Math.min(numberOf(given, "count", 20), 100);
	return { count: all.length, items: all.slice(offset, offset + count).map((post) => showPost(of, post)) };
}

export function getPostsById(on: Ground, _caller: Caller, given: Parameters) {
	const items = textOf(given, "posts", 5000)
		.split(",")
		.flatMap((name) => {
			const [, ownerId, postId] = /^(-\d+)_(\d+)$/.exec(name) ?? [];
			const of = on.wall.state.communities.get(-Number(ownerId));
			const post = of?.profile.is_closed === 0 ? of.posts.get(Number(postId)) : undefined;
			return of && post && !post.isSuggested ? [showPost(of, post)] : [];
		});
	return { items };
}

const showPost = (of: CommunityState, post: DemoPost) =>
	buildWallItem(of.community.groupId, post, commentsOf(of, post.id).length);
