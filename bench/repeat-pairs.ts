import { existsSync } from "node:fs";
import { contentOf } from "../src/text/repeats/content-words.ts";
import { compareWording } from "../src/text/repeats/likeness.ts";
import { printOf } from "../src/text/repeats/print.ts";
import { shinglesOf } from "../src/text/repeats/shingles.ts";
import { figure, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { besideProject, readRows } from "./messages.ts";

/** Messages of a city's portal whose near copies somebody else's program has given a common `gid`. */
const groupedFile = besideProject("spb/train.csv.gz");
const rowCount = 40_000;

type Text = { gid: string; shingles: Set<number>; print: number[] };
type Pair = [Text, Text];

/** How far prints and the closer look agree with the other program's groups; nothing where its file is not at hand. */
export async function measurePairs(): Promise<Figure[]> {
	if (!existsSync(groupedFile)) return [];
	const texts = differentTexts(await readRows(groupedFile, ["text", "gid"], rowCount));
	const grouped = pairsWithin(texts, (text) => [text.gid]);
	const met = pairsWithin(texts, (text) => text.print);
	const copies = grouped.filter(isCopy);
	const metCopies = copies.filter(doMeet);
	say(`${texts.length} different texts; ${grouped.length} pairs of one group, ${met.length} pairs whose prints meet`);
	return [
		// of texts, not of pairs: a template with two hundred variants has twenty thousand of these
		figure(
			{ name: "texts_meeting_a_copy", value: textsOf(metCopies) / textsOf(copies), unit: "share" },
			{ of: "value", atLeast: 0.95 },
		),
		figure({ name: "pairs_of_copies_met", value: metCopies.length / copies.length, unit: "share" }),
		figure({ name: "met_copies_grouped", value: metCopies.length / met.filter(isCopy).length, unit: "share" }),
	];
}

const textsOf = (pairs: Pair[]): number => new Set(pairs.flat()).size;
const isCopy = ([a, b]: Pair): boolean => compareWording(a.shingles, b.shingles).isCopy;
const doMeet = ([a, b]: Pair): boolean => a.print.some((band, index) => band === b.print[index]);

/** Texts that are no copies to the letter, long enough to be compared. */
function differentTexts(rows: Record<string, string>[]): Text[] {
	const texts = new Map<string, Text>();
	for (const { text = "", gid = "" } of rows) {
		const content = contentOf(text);
		const key = `${gid} ${content.stems.join(" ")}`;
		const print = texts.has(key) ? [] : printOf(text);
		if (print.length > 0) texts.set(key, { gid, shingles: shinglesOf(content), print });
	}
	return [...texts.values()];
}

/** Every pair of texts that have a key in common, once. */
function pairsWithin(texts: Text[], keysOf: (text: Text) => (string | number)[]): Pair[] {
	const groups = new Map<string | number, number[]>();
	const pairs: Pair[] = [];
	for (const [index, text] of texts.entries()) {
		const others = new Set<number>();
		for (const key of new Set(keysOf(text))) {
			const group = groups.get(key) ?? [];
			for (const other of group) others.add(other);
			group.push(index);
			groups.set(key, group);
		}
		for (const other of others) pairs.push([text, texts[other] as Text]);
	}
	return pairs;
}
