import { plain } from "../../fuzzy.ts";
import type { GuidePage } from "./guide-pages.ts";

/** Words around what was found: so many letters on each side. */
const around = 60;
export type Found = { page: string; id: string; title: string; snippet: string };

/** Another form of the word is the same word: «согласовать» finds «согласует», «воды» finds «вода». */
function stem(word: string): string {
	if (word.length > 9) return word.slice(0, 6);
	return word.slice(0, word.length - (word.length > 6 ? 3 : word.length > 3 ? 1 : 0));
}

/** Parts of pages that hold every word of the query, those first that have them in their headings. */
export function findInGuide(pages: readonly GuidePage[], query: string): Found[] {
	const asked = plain(query)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean)
		.map(stem);
	if (asked.length === 0) return [];
	const found = pages.flatMap((page) =>
		page.parts.map((part) => {
			const heading = part.title || page.title;
			const inHeading = asked.filter((word) => startsIn(heading, word) >= 0).length;
			const isThere = asked.every((word) => startsIn(`${page.title} ${heading} ${part.text}`, word) >= 0);
			const title = part.title ? `${page.title} · ${part.title}` : page.title;
			const rank = isThere && (inHeading > 0 || startsIn(part.text, asked[0] ?? "") >= 0) ? 1 + inHeading : 0;
			return { rank, page: page.name, id: part.id, title, snippet: cut(part.text, asked) };
		}),
	);
	return found
		.filter(({ rank }) => rank > 0)
		.sort((one, other) => other.rank - one.rank)
		.map(({ rank: _, ...rest }) => rest);
}

/** Where a word of the text begins so; -1: nowhere. */
function startsIn(text: string, word: string): number {
	const at = plain(text);
	for (let from = at.indexOf(word); from >= 0; from = at.indexOf(word, from + 1))
		if (from === 0 || !/[\p{L}\p{N}]/u.test(at[from - 1] ?? "")) return from;
	return -1;
}

function cut(text: string, asked: readonly string[]): string {
	const at = Math.max(0, ...asked.map((word) => startsIn(text, word)));
	const from = Math.max(0, at - around);
	const to = Math.min(text.length, at + around * 2);
	// whole words at both ends
	const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
	const end = to === text.length ? to : text.lastIndexOf(" ", to);
	return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}
