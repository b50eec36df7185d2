/** What the fake of Odnoklassniki keeps, newest messages first, comments oldest first. */
export type OkState = {
	groupId: string;
	keys: { graphToken: string; accessToken: string; applicationKey: string; applicationSecretKey: string };
	/** where messages are delivered */
	urls: string[];
	chats: Map<string, OkMessage[]>;
	/** discussions by "TYPE/number", those with the latest activity last */
	threads: Map<string, { title: string; comments: OkComment[]; unread: number; groupId?: string }>;
	uploads: number;
	nextId: number;
};
export type OkMessage = {
	sender: { name: string; user_id?: string; group_id?: string };
	recipient: { chat_id: string };
	message: { text?: string; seq: number; mid: string; attachments?: unknown[] };
	timestamp: number;
};
/** `at` in milliseconds; the network gives a Moscow time of whole seconds */
export type OkComment = { id: string; author_id: string; author_name: string; text: string; at: number };

/** What a call brings. */
export type OkCall = {
	state: OkState;
	origin: string;
	breaches: string[];
	path: string;
	parameters: Map<string, string>;
	body: Buffer;
	type: string;
};

export class RefusedCall extends Error {
	readonly code: number;
	constructor(code: number, text = `error ${code}`) {
		super(text);
		this.code = code;
	}
}

/** A whole number of at most a hundred, as the documentation wants it. */
export function countOf(call: OkCall): number {
	const count = Number(call.parameters.get("count") ?? 50);
	if (!Number.isSafeInteger(count) || count < 1 || count > 100) call.breaches.push(`count ${count}`);
	return Math.min(Math.max(count, 1), 100);
}
