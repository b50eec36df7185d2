import { sql } from "kysely";
import type { Db } from "../src/db/database.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { secretKey } from "./region.ts";

/** A page of the bench: its number makes every id of it. */
export type ManyPage = {
	id: number;
	channel: "vk" | "telegram" | "max";
	number: number;
	key: string;
	webhookKey: string;
};

/** As many of each as a large region has: most of its pages are in one network. */
const shares = [
	{ channel: "vk", of: 0.66 },
	{ channel: "telegram", of: 0.26 },
	{ channel: "max", of: 0.08 },
] as const;

/** Pages of the region, each with a key of its own, whose networks answer at `apiUrl`. */
export async function makePages(
	db: Db,
	regionId: number,
	agencyIds: number[],
	apiUrl: string,
	count: number,
): Promise<ManyPage[]> {
	const pages: ManyPage[] = [];
	for (const { channel, of } of shares)
		for (let index = 0; index < Math.round(count * of); index++) {
			const number = 10_000 + pages.length;
			pages.push({ id: number, channel, number, key: keyOf(channel, number), webhookKey: `bench-${number}` });
		}
	for (let from = 0; from < pages.length; from += 500) {
		const some = pages.slice(from, from + 500);
		await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, settings, secrets)
			overriding system value
			select ${regionId}, id, channel, external_id, 'Page ' || id, agency_id, webhook_key, settings::jsonb, secrets
			from unnest(
				${some.map((page) => page.id)}::int[],
				${some.map((page) => page.channel)}::text[],
				${some.map(externalIdOf)}::text[],
				${some.map((page) => agencyIds[page.id % agencyIds.length] ?? 0)}::int[],
				${some.map((page) => page.webhookKey)}::text[],
				${some.map((page) => JSON.stringify(settingsOf(page, apiUrl)))}::text[],
				${some.map((page) => sealSecrets(secretKey, secretsOf(page)))}::bytea[]
			) as p(id, channel, external_id, agency_id, webhook_key, settings, secrets)`.execute(db);
	}
	return pages;
}

/** Telegram's keys begin with the bot's number. */
const keyOf = (channel: ManyPage["channel"], number: number): string =>
	channel === "telegram" ? `${number}:bench` : `${channel}-${number}`;

const groupOf = ({ number }: ManyPage): number => -1_002_000_000_000 - number;

function externalIdOf({ channel, number }: ManyPage): string {
	if (channel === "vk") return String(number);
	return channel === "telegram" ? String(-1_001_000_000_000 - number) : String(-number);
}

function settingsOf(page: ManyPage, apiUrl: string): Record<string, unknown> {
	const { channel, number } = page;
	if (channel === "vk") return { apiUrl, callbackServerId: 1 };
	return channel === "telegram"
		? { apiUrl, discussionGroupId: groupOf(page), botId: number }
		: { apiUrl, botId: String(number) };
}

function secretsOf({ channel, key }: ManyPage): Record<string, string> {
	const secret = "bench-secret";
	return channel === "vk" ? { accessToken: key, secret, confirmation: "c0ffee" } : { token: key, secret };
}

/** A resident's comment as the page's network delivers it, with the headers that prove it. */
export function deliveryTo(page: ManyPage, number: number, text: string): { body: Buffer; headers: string } {
	const seconds = Math.floor(Date.now() / 1000);
	const json = (value: unknown) => Buffer.from(JSON.stringify(value));
	if (page.channel === "vk") return { body: json(vkComment(page, number, text, seconds)), headers: "" };
	if (page.channel === "telegram")
		return {
			body: json(telegramComment(page, number, text, seconds)),
			headers: "x-telegram-bot-api-secret-token: bench-secret\r\n",
		};
	return { body: json(maxComment(page, number, text, seconds)), headers: "x-max-bot-api-secret: bench-secret\r\n" };
}

const vkComment = (page: ManyPage, number: number, text: string, date: number) => ({
	type: "wall_reply_new",
	event_id: `e${number.toString(16).padStart(39, "0")}`,
	v: "5.199",
	group_id: page.number,
	secret: "bench-secret",
	object: { id: number, from_id: number, date, text, post_id: 1, owner_id: -page.number, post_owner_id: -page.number },
});

function telegramComment(page: ManyPage, number: number, text: string, date: number) {
	const chat = { id: groupOf(page), type: "supergroup", title: "Talk" };
	const channel = { id: -1_001_000_000_000 - page.number, type: "channel", title: "Page" };
	const post = { message_id: 1, date, chat, sender_chat: channel, is_automatic_forward: true, text: "Post" };
	const from = { id: number, is_bot: false, first_name: "R" };
	return {
		update_id: number,
		message: { message_id: number, date, chat, from, message_thread_id: 1, reply_to_message: post, text },
	};
}

const maxComment = (page: ManyPage, number: number, text: string, seconds: number) => ({
	update_type: "comment_created",
	timestamp: seconds * 1000,
	message: {
		recipient: { chat_id: -page.number, chat_type: "channel", user_id: null, post_id: `mid.post${page.number}` },
		timestamp: seconds * 1000,
		body: { mid: `mid.comment${number}`, seq: number, text },
		sender: { user_id: number, first_name: "R", is_bot: false, name: "R" },
	},
});
