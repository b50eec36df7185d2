import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { runOf, sendEvents } from "./deliveries.ts";
import type { Deliveries } from "./deliveries.ts";
import { readBody } from "./http-body.ts";
import type { Ledger } from "./ledger.ts";
import { openListener } from "./stream.ts";
import type { Stream } from "./stream.ts";
import type { PendingEvent } from "./state.ts";
import { readCommunities, readDialogue, readThread } from "./views.ts";
import { changeComment, RefusedError, writeComment, writeMessage, writePost } from "./wall.ts";
import type { Wall } from "./wall.ts";

/** The side on which residents write: JSON for the page, the replay and tests. Times are Unix seconds. */
export type ResidentSide = { wall: Wall; deliveries: Deliveries; stream: Stream; ledger: () => Ledger };

const id = z.int().min(1);
const Text = z.string().max(65_536);
const Message = z.object({
	groupId: id,
	author: z.object({ id: id.max(1_999_999_999), name: z.string().min(1).max(100) }),
	text: Text,
	date: z.int().min(0).max(4_294_967_295).optional(),
	attachments: z
		.array(
			z.object({
				kind: z.literal("photo"),
				url: z.url({ protocol: /^https?$/ }).max(2000),
				width: z.int().min(1).optional(),
				height: z.int().min(1).optional(),
			}),
		)
		.max(10)
		.optional(),
});
const Comment = Message.extend({ postId: id, replyTo: id.optional() });
const Play = z.object({
	/** the name of the replay, under which its deliveries are counted */
	run: z.string().min(1).max(100),
	comments: z.array(Comment).max(50_000),
	twice: z.boolean().optional(),
	shuffle: z.boolean().optional(),
});
const Change = z.object({ groupId: id, text: Text.optional() });

type Answer = { status: number; body: unknown };
const ok = (body: unknown): Answer => ({ status: 200, body });

/** Answers `/demo/api/*`. */
export async function answerResident(
	side: ResidentSide,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
): Promise<void> {
	if (request.method === "GET" && path === "stream") return openListener(side.stream, request, response);
	let answer: Answer;
	try {
		answer = request.method === "GET" ? read(side, path) : await write(side, request, path);
	} catch (error) {
		if (error instanceof z.ZodError || error instanceof SyntaxError)
			answer = { status: 400, body: { error: "the body does not fit", details: z.prettifyError(asZod(error)) } };
		else if (error instanceof RefusedError) answer = { status: 409, body: { error: error.message } };
		else throw error;
	}
	response
		.writeHead(answer.status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
		.end(JSON.stringify(answer.body));
}

const asZod = (error: z.ZodError | SyntaxError) =>
	error instanceof z.ZodError
		? error
		: new z.ZodError([{ code: "custom", path: [], message: "not JSON", input: null }]);

const notFound: Answer = { status: 404, body: { error: "there is nothing here" } };

function read(side: ResidentSide, path: string): Answer {
	const { state } = side.wall;
	if (path === "communities") return ok(readCommunities(state));
	if (path === "ledger") return ok(side.ledger());
	if (path.startsWith("runs/")) return ok(runOf(side.deliveries, path.slice("runs/".length)));
	const [kind, groupId, inner] = path.split("/");
	const numbers = [Number(groupId), Number(inner)] as const;
	const view = kind === "posts" ? readThread : kind === "dialogues" ? readDialogue : null;
	return view && numbers.every(Number.isSafeInteger) ? ok(view(state, ...numbers)) : notFound;
}

async function write(side: ResidentSide, request: IncomingMessage, path: string): Promise<Answer> {
	// a form of another site cannot send this type, so no other page writes here
	if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
		return { status: 415, body: { error: "JSON is expected" } };
	const body: unknown = JSON.parse((await readBody(request)).toString("utf8") || "{}");
	const { wall } = side;
	if (request.method === "POST" && path === "comments")
		return ok({ commentId: writeComment(wall, Comment.parse(body)).comment.id });
	if (request.method === "POST" && path === "messages") {
		const message = writeMessage(wall, Message.parse(body));
		return ok({ messageId: message.id, conversationMessageId: message.cmid });
	}
	if (request.method === "POST" && path === "posts") return ok({ postId: writePost(wall, Message.parse(body)).id });
	if (request.method === "POST" && path === "play") return ok(play(side, Play.parse(body)));
	const commentId = /^comments\/(\d{1,15})(\/restore)?$/.exec(path);
	if (!commentId) return notFound;
	const { groupId, text } = Change.parse(body);
	const change = readChange(request.method, commentId[2] !== undefined, text);
	if (!change) return notFound;
	changeComment(wall, groupId, Number(commentId[1]), change);
	return ok({});
}

function readChange(method: string | undefined, isRestore: boolean, text: string | undefined) {
	if (method === "POST" && isRestore) return { to: "restored" as const };
	if (method === "DELETE" && !isRestore) return { to: "deleted" as const };
	if (method === "PUT" && !isRestore) return { to: "edited" as const, text: text ?? "" };
	return null;
}

/**
 * Writes many comments at once: the replay. `twice` delivers every event two times, `shuffle` in no order.
 * @returns ids of the comments and of their events, both in the order given
 */
function play(side: ResidentSide, given: z.infer<typeof Play>): { commentIds: number[]; eventIds: string[] } {
	const written = given.comments.map((comment) => writeComment(side.wall, comment, true));
	const events: PendingEvent[] = written.flatMap((one) => one.events);
	// the network tells of a post before it tells of the first comment under it
	const own = written.map((one) => one.events.at(-1)?.eventId ?? "");
	const isOwn = new Set(own);
	const run = runOf(side.deliveries, given.run);
	const queue = given.twice ? [...events, ...events] : events;
	if (given.shuffle) shuffle(queue);
	sendEvents(side.deliveries, queue, (event) => (isOwn.has(event.eventId) ? run : null));
	return { commentIds: written.map((one) => one.comment.id), eventIds: own };
}

function shuffle<T>(list: T[]): void {
	for (let at = list.length - 1; at > 0; at--) {
		const other = Math.floor(Math.random() * (at + 1));
		[list[at], list[other]] = [list[other] as T, list[at] as T];
	}
}
