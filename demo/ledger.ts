import type { Api } from "./answer-call.ts";
import type { Deliveries } from "./deliveries.ts";
import type { State } from "./state.ts";

/** What the network counted since its file began; deliveries, refusals and breaches since its start. */
export type Ledger = {
	/** different events caused */
	events: number;
	/** HTTP requests with an event, repeats included */
	deliveries: number;
	/** different events answered with `ok` */
	acknowledged: number;
	/** deliveries answered otherwise or not at all */
	refused: number;
	/** events neither acknowledged nor lost yet */
	retrying: number;
	/** deliveries ordered and not finished: an event that goes twice counts twice */
	underWay: number;
	/** events given up after the last repeat */
	lost: number;
	/** API calls refused for exceeding the rate */
	breaches: number;
	/** residents' comments, posts and messages */
	comments: number;
	posts: number;
	messages: number;
	/** comments and messages of the communities */
	ownComments: number;
	ownMessages: number;
};

export function readLedger(state: State, deliveries: Deliveries, api: Api): Ledger {
	const all = [...state.communities.values()];
	const comments = all.flatMap((of) => [...of.comments.values()]);
	const messages = all.flatMap((of) => [...of.dialogues.values()].flat());
	const byResidents = (rows: { fromId: number }[]) => rows.filter((row) => row.fromId > 0).length;
	return {
		...state.counts,
		...deliveries.counts,
		retrying: state.pending.size,
		underWay: deliveries.unfinished,
		breaches: api.breaches,
		comments: byResidents(comments),
		posts: byResidents(all.flatMap((of) => [...of.posts.values()])),
		messages: byResidents(messages),
		ownComments: comments.length - byResidents(comments),
		ownMessages: messages.length - byResidents(messages),
	};
}
