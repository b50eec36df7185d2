import { openJournal } from "./journal.ts";

/** A community of the demo network: what it is called, its keys and where its events go. Times are Unix seconds. */
export type Community = {
	groupId: number;
	name: string;
	accessToken: string;
	/** a key that may read comments, as an application's service key does */
	serviceToken?: string;
	/** a key of a person who keeps the community, with the rights that a community key lacks */
	userToken?: string;
	/** rights of the community key; all of them when left out */
	rights?: readonly Right[];
	/** direct messages are told cropped to so many characters; whole when left out */
	cropsAt?: number;
	callback: { url: string; secret: string; confirmation: string };
	posts: { id: number; text: string; date: number }[];
};

export type Right = "manage" | "messages" | "wall" | "photos" | "docs";

/** What groups.getById tells of a community besides its name. */
export type Profile = {
	deactivated?: "deleted" | "banned";
	is_closed: 0 | 1 | 2;
	wall: 0 | 1 | 2 | 3;
	can_message: 0 | 1;
	verified: 0 | 1;
};

export type CallbackServer = {
	id: number;
	url: string;
	title: string;
	secret: string;
	status: "wait" | "ok" | "failed";
	/** in a row */
	errors?: number;
	/** types of events switched on; null: all */
	events: Set<string> | null;
	apiVersion: string;
};

/** Attachments as a resident gives them; `events.ts` gives them the network's shape. */
export type DemoAttachment = { kind: "photo"; url: string; width?: number; height?: number };

export type DemoPost = {
	id: number;
	fromId: number;
	authorName: string;
	text: string;
	date: number;
	isClosed?: boolean;
	/** offered by a resident, not on the wall yet */
	isSuggested?: boolean;
	/** told to the community's server already */
	isAnnounced?: boolean;
};
export type DemoComment = {
	id: number;
	postId: number;
	/** negative: the community */
	fromId: number;
	authorName: string;
	date: number;
	text: string;
	attachments: DemoAttachment[];
	replyTo: number | null;
	/** the comment of the top level whose thread this stands in */
	rootId: number | null;
	guid: string | null;
	isEdited: boolean;
	isDeleted: boolean;
};
export type DemoMessage = {
	id: number;
	peerId: number;
	cmid: number;
	fromId: number;
	authorName: string;
	date: number;
	text: string;
	attachments: DemoAttachment[];
	replyToCmid: number | null;
	randomId: number;
};
export type PendingEvent = { eventId: string; groupId: number; body: string };

export type CommunityState = {
	community: Community;
	posts: Map<number, DemoPost>;
	comments: Map<number, DemoComment>;
	/** comments of a post in the order they came */
	threads: Map<number, number[]>;
	dialogues: Map<number, DemoMessage[]>;
	/** posts and comments share a community's numbers, as on a real wall; they never begin again */
	lastId: number;
	lastMessageId: number;
	servers: CallbackServer[];
	profile: Profile;
	/** comments under photos, videos, topics and goods, which nothing here shows */
	elsewhere: { method: string; parameters: Record<string, string> }[];
};

export type Row =
	| { t: "post"; g: number; row: DemoPost }
	| { t: "comment"; g: number; row: DemoComment }
	| { t: "message"; g: number; row: DemoMessage }
	| { t: "event"; row: PendingEvent }
	| { t: "acknowledged"; eventId: string }
	| { t: "lost"; eventId: string };

export type State = {
	communities: Map<number, CommunityState>;
	/** events not yet acknowledged and not given up */
	pending: Map<string, PendingEvent>;
	counts: { events: number; acknowledged: number; lost: number };
	/** keeps rows and applies them; what is kept survives the end of the process */
	put: (...rows: Row[]) => void;
	close: () => void;
};

/**
 * The network's memory: posts, comments, messages and undelivered events, replayed from `file` when there is one.
 * @throws Error when the file cannot be read or written
 */
export function openState(communities: Community[], file: string | null): State {
	const state: Omit<State, "put" | "close"> = {
		communities: new Map(communities.map((community) => [community.groupId, newCommunity(community)])),
		pending: new Map(),
		counts: { events: 0, acknowledged: 0, lost: 0 },
	};
	const journal = openJournal(file, (row) => apply(state, row as Row));
	return {
		...state,
		put: (...rows) => {
			journal.append(rows);
			for (const row of rows) apply(state, row);
		},
		close: journal.close,
	};
}

/** the server set up by hand and confirmed, as the network's own screens do it */
const ownServer = { title: "Otklik", status: "ok" as const, events: null, apiVersion: "5.199" };

function newCommunity(community: Community): CommunityState {
	const { callback } = community;
	const posts = community.posts.map((post): DemoPost => {
		return { ...post, fromId: -community.groupId, authorName: community.name };
	});
	return {
		community: { ...community },
		posts: new Map(posts.map((post) => [post.id, post])),
		comments: new Map(),
		threads: new Map(),
		dialogues: new Map(),
		lastId: Math.max(0, ...posts.map((post) => post.id)),
		lastMessageId: 0,
		servers: callback.url === "" ? [] : [{ id: 1, ...ownServer, url: callback.url, secret: callback.secret }],
		profile: { is_closed: 0, wall: 2, can_message: 1, verified: 1 },
		elsewhere: [],
	};
}

function apply(state: Omit<State, "put" | "close">, row: Row): void {
	if (row.t === "event") {
		state.pending.set(row.row.eventId, row.row);
		state.counts.events++;
		return;
	}
	if (row.t === "acknowledged" || row.t === "lost") {
		if (state.pending.delete(row.eventId)) state.counts[row.t]++;
		return;
	}
	// rows of a community that is no longer listed stay in the file
	const of = state.communities.get(row.g);
	if (of) applyToCommunity(of, row);
}

function applyToCommunity(of: CommunityState, row: Extract<Row, { g: number }>): void {
	if (row.t === "message") {
		const dialogue = of.dialogues.get(row.row.peerId) ?? [];
		of.dialogues.set(row.row.peerId, dialogue);
		// an edit is the whole message again
		const known = dialogue.findIndex(({ cmid }) => cmid === row.row.cmid);
		if (known < 0) dialogue.push(row.row);
		else dialogue[known] = row.row;
		of.lastMessageId = Math.max(of.lastMessageId, row.row.id);
		return;
	}
	of.lastId = Math.max(of.lastId, row.row.id);
	if (row.t === "post") {
		of.posts.set(row.row.id, row.row);
		return;
	}
	const { postId, id } = row.row;
	const thread = of.threads.get(postId) ?? [];
	of.threads.set(postId, thread);
	if (!of.comments.has(id)) thread.push(id);
	of.comments.set(id, row.row);
}
