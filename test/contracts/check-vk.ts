import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vk } from "../../src/channels/vk/vk.ts";
import type { ChannelPage, PublishOrder, SaveConnection } from "../../src/channels/channel.ts";
import { openRecorder } from "./recorder.ts";
import type { Call, Recorder } from "./recorder.ts";
import { note } from "./report.ts";
import type { Report } from "./report.ts";
import type { Method, Parameter, VkSchema } from "./vk-schema.ts";

// `inner_type` of an error is a mark of the schema that no live answer carries
const errorRef = "base/objects.json#/definitions/base_error";
const baseRef = "callback/objects.json#/definitions/callback_base";
const fixtures = join(import.meta.dirname, "../fixtures/vk");

/** Every request of the vk channel, every answer and event of the demo network, and our recorded shapes against VK's schema. */
export async function checkVk(schema: VkSchema, report: Report): Promise<void> {
	const recorder = await openRecorder();
	try {
		await act(recorder);
		await actForPage(recorder);
		await callEveryMethod(recorder);
	} finally {
		await recorder.close();
	}
	for (const call of recorder.calls) checkCall(schema, report, call);
	const asked = new Set(recorder.calls.filter(({ by }) => by === "channel").map(({ method }) => method));
	for (const method of channelMethods) note(report, `the channel calls ${method}`, asked.has(method) ? null : "never");
	const types = new Set<string>();
	for (const event of recorder.events) {
		types.add(String(event.type));
		checkEvent(schema, report, `event ${event.type} of the demo network`, event);
	}
	for (const type of [
		"wall_post_new",
		"wall_reply_new",
		"wall_reply_edit",
		"wall_reply_delete",
		"wall_reply_restore",
		"message_new",
		"message_reply",
	])
		note(report, `the demo network emits ${type}`, types.has(type) ? null : "it never came");
	for (const name of readdirSync(fixtures)) {
		const event = JSON.parse(readFileSync(join(fixtures, name), "utf8"));
		if (name === "unknown.json")
			note(report, `fixture ${name}`, schema.check(baseRef, event) ? null : "the type is known after all");
		else checkEvent(schema, report, `fixture vk/${name}`, event);
	}
}

const resident = { id: 7001, name: "Житель 1" };

/** Lives through everything: residents write, change and delete; the channel answers and reads back. */
async function act({ network, page }: Recorder): Promise<void> {
	const attachments = [{ kind: "photo" as const, url: "https://example.org/1.jpg" }];
	const id = network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Нет воды", attachments });
	const nested = network.writeComment({ groupId: 101, postId: 5, author: resident, text: "И света", replyTo: id });
	network.editComment(101, nested, "И газа");
	network.deleteComment(101, nested);
	network.restoreComment(101, nested);
	const postId = network.writePost({ groupId: 101, author: resident, text: "Яма" });
	const { conversationMessageId } = network.writeMessage({ groupId: 101, author: resident, text: "Лифт", attachments });
	for (const [threadKind, threadKey, replyToExternalId] of [
		["comments", "wall-101_5", `wall-101_5_reply_${id}`],
		["comments", "wall-101_5", `wall-101_5_reply_${nested}`],
		["post", `wall-101_${postId}`, `wall-101_${postId}`],
		["direct", "dm7001", `dm7001_${conversationMessageId}`],
	] as const)
		await publishAndRead(page, {
			target: { threadKind, threadKey, replyToExternalId },
			text: "Отвечаем: к 19:00",
			key: replyToExternalId,
		});
	await network.waitIdle();
}

async function publishAndRead(page: ChannelPage, order: PublishOrder): Promise<void> {
	const outcome = await vk.publish(page, order);
	if (outcome.kind !== "sent") throw new Error(`the demo network did not take an answer: ${JSON.stringify(outcome)}`);
	const found = await vk.readBack(page, order, outcome.externalId);
	if (found.kind !== "text") throw new Error(`the demo network does not show an answer: ${found.kind}`);
}

/** Every method that the channel knows. */
const channelMethods = [
	...["wall.createComment", "wall.getComments", "wall.get", "wall.getById"],
	...["messages.send", "messages.getHistory", "messages.getConversations", "messages.getByConversationMessageId"],
	...[
		"photos.getMessagesUploadServer",
		"photos.saveMessagesPhoto",
		"photos.getWallUploadServer",
		"photos.saveWallPhoto",
	],
	...["photos.createComment", "video.createComment", "board.createComment", "market.createComment"],
	...[
		"groups.getById",
		"groups.getTokenPermissions",
		"groups.getCallbackConfirmationCode",
		"groups.getCallbackServers",
	],
	...["groups.addCallbackServer", "groups.editCallbackServer", "groups.setCallbackSettings"],
	...["groups.getLongPollServer", "groups.setLongPollSettings"],
];

const jpeg = { bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), type: "image/jpeg" as const, name: "1.jpg" };

/** What is done about a page besides answering: connecting, looking, reading back; and answers by a person's key. */
async function actForPage({ network, page, deskUrl }: Recorder): Promise<void> {
	let now = page;
	const save: SaveConnection = async (change) => {
		now = {
			...now,
			settings: { ...now.settings, ...change.settings },
			secrets: { ...now.secrets, ...change.secrets },
		};
		return now;
	};
	for (const host of ["127.0.0.1", "localhost"])
		await vk.connect?.(now, `${deskUrl.replace("127.0.0.1", host)}/webhooks/1/path`, save);
	await vk.identify?.(page);
	await vk.identify?.({ ...page, externalId: "", settings: { ...page.settings, isWatched: true, address: "club101" } });
	await vk.look?.(page, deskUrl);
	await vk.poll?.(page, null, new Date());
	await vk.poll?.({ ...page, settings: { ...page.settings, isWatched: true } }, null, new Date());
	await vk.readWindow?.(page, new Date(0), new Date());
	await vk.reread?.(page, "dm7001_1");
	const id = network.writeComment({ groupId: 101, postId: 5, author: resident, text: "Яма" });
	const link = { pageExternalId: "101", threadKey: "wall-101_5", messageId: `wall-101_5_reply_${id}` };
	await vk.fetchLink?.(page, link);
	for (const [threadKind, threadKey, replyToExternalId] of [
		["comments", "wall-101_5", link.messageId],
		["direct", "dm7001", "dm7001_1"],
		...["photo", "video", "topic", "market"].map((of) => ["comments", `${of}-101_9`, `${of}-101_9_reply_3`] as const),
	] as const) {
		const photos = /^(wall|dm)/.test(threadKey) ? [jpeg] : [];
		const target = { threadKind, threadKey, replyToExternalId };
		const outcome = await vk.publish(page, { target, text: "Ответ", key: replyToExternalId, photos });
		if (outcome.kind !== "sent") throw new Error(`${threadKey} was not answered: ${JSON.stringify(outcome)}`);
	}
}

/** The methods used at set-up, and refusals of every kind the demo network gives. */
async function callEveryMethod({ call, network }: Recorder): Promise<void> {
	const group = { group_id: "101" };
	await call("groups.getById", group);
	await call("groups.getTokenPermissions", {});
	await call("groups.getCallbackConfirmationCode", group);
	await call("groups.getCallbackServers", group);
	await call("messages.send", { peer_id: "7001", random_id: "5", message: "Ответ" });
	await call("messages.send", { peer_ids: "7001,8", random_id: "6", message: "Ответ" });
	await call("messages.send", { peer_id: "8", random_id: "7", message: "Ответ" });
	const comment = { owner_id: "-101", post_id: "5", from_group: "101", message: "Ответ" };
	await call("wall.createComment", { ...comment, post_id: "99" });
	await call("wall.createComment", { ...comment, reply_to_comment: "99" });
	await call("wall.createComment", { ...comment, from_group: "102" });
	await call("wall.createComment", comment, "wrong-key");
	for (const code of [6, 9, 10, 14, 222]) {
		network.faults.next("wall.createComment", { kind: "error", code });
		await call("wall.createComment", comment);
	}
}

function checkCall(schema: VkSchema, report: Report, call: Call): void {
	const name = `${call.by === "channel" ? "request" : "call"} ${call.method}`;
	const method = schema.methods.get(call.method);
	if (!method) return note(report, name, "the schema has no such method");
	if (call.by === "channel") {
		note(
			report,
			`${name}: kind of key`,
			method.access_token_type.includes(call.key) ? null : `${call.key} is not among ${method.access_token_type}`,
		);
		note(
			report,
			`${name}: form with a version`,
			call.isForm && call.parameters.get("v") === "5.199" ? null : "it is not",
		);
		note(report, `${name}: parameters`, checkParameters(schema, method, call.parameters));
	}
	const { error } = call.answer as { error?: { error_code: number } };
	if (error) {
		const codes = schema.errorCodes(method);
		note(
			report,
			`error ${error.error_code} of ${call.method}`,
			codes.has(error.error_code) ? null : "the method never gives it",
		);
		note(report, `error ${error.error_code}: shape`, schema.check(errorRef, { inner_type: "base_error", ...error }));
		return;
	}
	const reasons = Object.values(method.responses).map(({ $ref }) => schema.check($ref.replace("../", ""), call.answer));
	note(report, `response of ${call.method}`, reasons.includes(null) ? null : reasons.join("; "));
}

/** Parameters that the method's page documents and the schema leaves out. */
const documented: Record<string, string[]> = { "wall.get": ["owner_id"] };

function checkParameters(schema: VkSchema, method: Method, given: Map<string, string>): string | null {
	const known = new Map((method.parameters ?? []).map((parameter) => [parameter.name, parameter]));
	for (const { name, required } of known.values()) if (required && !given.has(name)) return `${name} is missing`;
	for (const [name, text] of given) {
		if (name === "v" || documented[method.name]?.includes(name)) continue;
		const parameter = known.get(name);
		if (!parameter) return `${name} is not a parameter`;
		const reason = checkParameter(schema, parameter, text);
		if (reason) return `${name}: ${reason}`;
	}
	return null;
}

/** A form carries text only: it is read as the type the schema names. */
function checkParameter(schema: VkSchema, parameter: Parameter, text: string): string | null {
	const { name: _name, required: _required, description: _description, $ref, ...rest } = parameter;
	// a text with a reference is JSON of that shape
	if (parameter.type === "string" && $ref) return schema.check($ref.replace("../", ""), JSON.parse(text));
	const inline = { ...rest, ...($ref ? { $ref: `../${$ref.replace("../", "")}` } : {}) };
	return schema.checkInline(inline, readValue(parameter.type, parameter.items, text));
}

function readValue(type: string | string[], items: Record<string, unknown> | undefined, text: string): unknown {
	const types = [type].flat();
	if (types.includes("array"))
		return text.split(",").map((one) => readValue((items?.type as string) ?? "string", undefined, one));
	if (types.includes("integer") && /^-?\d+$/.test(text)) return Number(text);
	if (types.includes("number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if (types.includes("boolean") && /^[01]$/.test(text)) return text === "1";
	return text;
}

/** Event type → its object's definition. The schema names none for message_reply and message_edit: the documentation says "a message". */
function eventRef(type: string): string {
	const comments = /^(photo|video|market)_comment_(new|edit|restore)$/.exec(type);
	if (comments) return `callback/objects.json#/definitions/callback_${comments[1]}_comment`;
	if (type === "wall_reply_delete") return "callback/objects.json#/definitions/callback_wall_comment_delete";
	if (/^messages?_(reply|edit)$/.test(type)) return "messages/objects.json#/definitions/messages_message";
	return `callback/objects.json#/definitions/callback_${type}`;
}

/** What the desk read itself: the objects of the methods' answers, without the author where a community is only watched. */
function checkRead(schema: VkSchema, report: Report, name: string, read: Record<string, unknown>): void {
	const refs: Record<string, string> = {
		"wall.get": "wall/objects.json#/definitions/wall_wall_item",
		"wall.getComments": "wall/objects.json#/definitions/wall_wall_comment",
	};
	const ref = refs[String(read.otklik)] ?? "messages/objects.json#/definitions/messages_message";
	note(report, name, schema.check(ref, "author" in read ? { from_id: 1, ...Object(read.object) } : read.object));
}

function checkEvent(schema: VkSchema, report: Report, name: string, event: Record<string, unknown>): void {
	if ("otklik" in event) return checkRead(schema, report, name, event);
	if (event.type === "confirmation")
		return note(report, name, typeof event.group_id === "number" ? null : "no group_id");
	note(report, `${name}: envelope`, schema.check(baseRef, event));
	note(report, `${name}: object`, schema.check(eventRef(String(event.type)), event.object));
}
