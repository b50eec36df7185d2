import type { Place, ReplayRow } from "../replay.ts";
import { chance } from "./chance.ts";
import { bareThanks, clarification, isQuestion, notSolved } from "./texts.ts";
import { count } from "./week.ts";
import type { Week } from "./week.ts";

type Later = { at: number; groupId: number; postId: number; replyTo: number; author: number; text: string };

/** The residents: they write as the file says, read the answers, and some of them write again. */
export type Residents = {
	rows: ReplayRow[];
	next: number;
	places: Place[];
	later: Later[];
	/** of each thread, how many comments were read */
	read: Map<string, number>;
};

const hour = 3_600_000;

/** Everybody whose time has come writes. */
export function write(week: Week, residents: Residents): void {
	const now = week.desk.clock.now().getTime();
	for (let row = residents.rows[residents.next]; row && row.at * 1000 <= now; row = residents.rows[++residents.next]) {
		const place = residents.places[Math.floor(chance(row.district) * residents.places.length)] as Place;
		const postId = place.posts[row.at % place.posts.length] as number;
		say(week, { groupId: place.groupId, postId, author: row.author, text: row.text, date: row.at });
		count(week, "messages");
	}
	const due = residents.later.filter((one) => one.at <= now);
	residents.later = residents.later.filter((one) => one.at > now);
	for (const { at, ...one } of due) say(week, { ...one, date: Math.floor(at / 1000) });
}

type Said = { groupId: number; postId: number; author: number; text: string; date: number; replyTo?: number };

function say(week: Week, { author, ...said }: Said): void {
	week.desk.system.network.writeComment({ ...said, author: { id: author, name: `Житель ${author % 10_000}` } });
}

/** Reads what the authorities answered, and decides who will write again. */
export function readAnswers(week: Week, residents: Residents): void {
	const now = week.desk.clock.now().getTime();
	for (const { groupId, posts } of residents.places)
		for (const postId of posts) {
			const { comments } = week.desk.system.network.thread(groupId, postId);
			const key = `${groupId} ${postId}`;
			for (const answer of comments.slice(residents.read.get(key) ?? 0)) {
				if (answer.fromId > 0 || answer.replyTo === null) continue;
				count(week, "answers seen in the network");
				const asked = comments.find((one) => one.id === answer.replyTo);
				const text = reactionTo(answer.text, answer.id);
				if (!asked || text === null) continue;
				const at = now + (0.5 + chance(answer.id, "when") * 4) * hour;
				residents.later.push({ at, groupId, postId, replyTo: answer.id, author: asked.fromId, text });
				count(week, text === notSolved ? "residents not satisfied" : text === bareThanks ? "thanks" : "clarified");
			}
			residents.read.set(key, comments.length);
		}
}

function reactionTo(text: string, id: number): string | null {
	const how = chance(id, "reaction");
	if (isQuestion(text)) return how < 0.8 ? clarification : null;
	if (text.includes("О результате напишем")) return null;
	if (how < 0.05) return notSolved;
	return how < 0.15 ? bareThanks : null;
}
