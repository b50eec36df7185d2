import type { BenchPage } from "./region.ts";

/** What a resident's comment needs so that the network's protocol can carry it. */
export type Comment = { number: number; text: string; postId: number; fromId: number; at: Date };

/** A comment's first number: all have the same count of digits, so that bodies of one text have one length. */
export const firstNumber = 100_000_000;

/** The body the network would deliver for a comment under a page's post. */
export function commentBody(page: BenchPage, comment: Comment): Buffer {
	const owner = -page.externalId;
	return Buffer.from(
		JSON.stringify({
			group_id: page.externalId,
			type: "wall_reply_new",
			event_id: eventId(comment.number),
			v: "5.199",
			object: {
				id: comment.number,
				from_id: comment.fromId,
				date: Math.floor(comment.at.getTime() / 1000),
				text: comment.text,
				post_id: comment.postId,
				owner_id: owner,
				post_owner_id: owner,
				parents_stack: [],
				attachments: [],
			},
			secret: page.secret,
		}),
	);
}

/** 40 hexadecimal digits, as the network's own are. */
const eventId = (number: number): string => `e${number.toString(16).padStart(39, "0")}`;

/** Bodies of one text with numbers of their own, made cheaply so that the load costs the machine little. */
export function bodiesOf(page: BenchPage, text: string): () => Buffer {
	let number = firstNumber;
	const marker = commentBody(page, { number, text, postId: 55, fromId: number, at: new Date() }).toString("latin1");
	const events = [marker.indexOf(eventId(number)) + 1];
	const numbers = [marker.indexOf(`"id":${number}`) + 5, marker.indexOf(`"from_id":${number}`) + 10];
	const template = Buffer.from(marker, "latin1");
	return () => {
		number += 1;
		const body = Buffer.from(template);
		for (const at of events) body.write(number.toString(16).padStart(39, "0"), at, "latin1");
		for (const at of numbers) body.write(String(number), at, "latin1");
		return body;
	};
}

/** The whole HTTP request that brings a body to a page's webhook. */
export function requestOf(page: BenchPage, body: Buffer): Buffer {
	const head =
		`POST /webhooks/${page.channel}/${page.webhookKey} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
		`content-length: ${body.length}\r\n\r\n`;
	return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
