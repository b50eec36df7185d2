import type { DemoComment, DemoMessage, DemoPost, State } from "./state.ts";
import { findCommunity, findPost } from "./wall.ts";

export type Thread = { groupId: number; communityName: string; post: DemoPost; comments: DemoComment[] };

/** Communities with their posts, newest first. */
export function readCommunities(state: State) {
	return [...state.communities.values()].map((of) => ({
		groupId: of.community.groupId,
		name: of.community.name,
		posts: [...of.posts.values()]
			.toSorted((a, b) => b.date - a.date)
			.map((post) => ({ ...post, commentCount: of.threads.get(post.id)?.length ?? 0 })),
	}));
}

/** @throws RefusedError when there is no such community or post */
export function readThread(state: State, groupId: number, postId: number): Thread {
	const of = findCommunity(state, groupId);
	const comments = (of.threads.get(postId) ?? []).map((id) => of.comments.get(id) as DemoComment);
	return { groupId, communityName: of.community.name, post: findPost(of, postId), comments };
}

/** A resident's dialogue with a community, empty before the first word. */
export function readDialogue(state: State, groupId: number, peerId: number) {
	const of = findCommunity(state, groupId);
	const messages: DemoMessage[] = of.dialogues.get(peerId) ?? [];
	return { groupId, communityName: of.community.name, peerId, messages };
}
