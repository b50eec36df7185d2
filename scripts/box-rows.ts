import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readLabelled } from "../src/text/model/read-labelled.ts";

/** A message with the topic codes that are right for it, the usual one first; `group`: near-duplicates; `weight`: 1 when left out. */
export type BoxRow = { text: string; topics: string[]; group?: string; weight?: number };
export type LabelMap = Map<string, string[]>;
export type DataSet = "spb" | "kursk";

/** The label of messages that speak of no topic: greetings, thanks, chatter, other languages. */
export const noTopic = "none";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Our own messages of box-examples/train or /test: a line "# code" opens a topic, every other line is a message.
 * @throws Error for a message before the first topic
 */
export function readExamples(part: "train" | "test"): BoxRow[] {
	return linesOf(`./box-examples/${part}/`);
}

/** Words and phrases by which residents name the matters of a topic, from box-words: lists divided by commas. */
export function readWords(): BoxRow[] {
	return linesOf("./box-words/").flatMap(({ text, topics }) =>
		text.split(", ").map((word) => ({ text: word, topics })),
	);
}

function linesOf(folder: string): BoxRow[] {
	const path = pathOf(folder);
	return readdirSync(path)
		.sort()
		.flatMap((file) => rowsOf(readFileSync(path + file, "utf8"), file));
}

function rowsOf(content: string, file: string): BoxRow[] {
	let topic = "";
	return content.split("\n").flatMap((line) => {
		const text = line.trim();
		if (text.startsWith("# ")) topic = text.slice(2);
		if (text === "" || text.startsWith("# ")) return [];
		if (topic === "") throw new Error(`${file}: "${text}" stands before the first "# topic"`);
		return [{ text, topics: [topic] }];
	});
}

/** The hand-made table of box-labels: label of a data set → topic codes, none where no topic fits. */
export function readLabelMap(name: DataSet): LabelMap {
	const lines = readFileSync(pathOf(`./box-labels/${name}.tsv`), "utf8").split("\n");
	const rows = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t"));
	return new Map(rows.map(([label = "", codes = ""]) => [label, codes === "-" ? [] : codes.split(" ")]));
}

/**
 * Rows of a data set with its labels put into our topics; those without a topic are left out.
 * @throws SetupError as `readLabelled` does; Error naming a label that the table lacks
 */
export async function readDataSet(name: DataSet, file: string): Promise<BoxRow[]> {
	const map = readLabelMap(name);
	const { rows } = await readLabelled(file, { text: "text", label: "topic", group: "gid" });
	return rows.flatMap(({ text, label, group = "" }) => {
		const topics = map.get(oneSpaced(label));
		if (!topics) throw new Error(`box-labels/${name}.tsv has no "${label}"`);
		return topics.length === 0 ? [] : [{ text: withoutMarkup(text), topics, group: `${name} ${group}` }];
	});
}

const oneSpaced = (text: string): string => text.replace(/\s+/g, " ").trim();

const entities: Record<string, string> = { nbsp: " ", quot: '"', amp: "&", lt: "<", gt: ">", laquo: "«", raquo: "»" };

function withoutMarkup(text: string): string {
	const bare = text.replace(/<[^<>]{0,2000}>/g, " ");
	return oneSpaced(bare.replace(/&([a-z]{2,6});/g, (_, name: string) => entities[name] ?? " "));
}
