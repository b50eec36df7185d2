import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { topics } from "../src/registry/topics.ts";
import { readModel } from "../src/text/model/read-model.ts";
import type { TextModel } from "../src/text/model/read-model.ts";
import { trainModel } from "../src/text/model/train.ts";
import { cueRows } from "./box-cues.ts";
import { linesOf, measureBox } from "./box-figures.ts";
import type { Line } from "./box-figures.ts";
import { mixRows } from "./box-mix.ts";
import { readDataSet, readExamples, readWords } from "./box-rows.ts";
import type { BoxRow } from "./box-rows.ts";

/*
 * Trains the model in the box and prints its figures, the tables of docs/model-card.md with --card:
 * node scripts/train-box-model.ts --spb train.csv.gz --kursk train.csv.gz --out models/topics.model
 * --spb-dev and --kursk-dev name the parts it is measured on; --model FILE measures a model that is there.
 */
const { values } = parseArgs({
	options: {
		...{ spb: { type: "string" }, kursk: { type: "string" }, out: { type: "string" }, model: { type: "string" } },
		...{ "spb-dev": { type: "string" }, "kursk-dev": { type: "string" }, topics: { type: "boolean" } },
	},
});

/** What is measured: our own messages that were never trained on, and the parts of the data sets set aside. */
const parts: Record<string, BoxRow[]> = { own: readExamples("test") };
if (values["spb-dev"]) parts.spb = await readDataSet("spb", values["spb-dev"]);
if (values["kursk-dev"]) parts.kursk = await readDataSet("kursk", values["kursk-dev"]);

const bytes = values.model ? readFileSync(values.model) : await train();
print(readModel(bytes), bytes);

async function train(): Promise<Buffer> {
	if (!values.spb || !values.kursk || !values.out) throw new Error("--spb FILE --kursk FILE --out FILE, please");
	const own = readExamples("train");
	const [spb, kursk] = [await readDataSet("spb", values.spb), await readDataSet("kursk", values.kursk)];
	const plan = { width: 64, hiddenDropout: 0.1, featureDropout: 0.3, passes: 11 };
	const options = { plan, mostBytes: 7_900_000 };
	const words = [...readWords(), ...topics.map(({ titleRu, code }) => ({ text: titleRu, topics: [code] }))];
	const rows = await mixRows({ own, words, cues: cueRows(), spb, kursk }, options);
	const trained = await trainModel(rows, options);
	writeFileSync(values.out, trained.bytes);
	console.log(`rows: ${own.length} own, ${spb.length} spb, ${kursk.length} kursk; ${rows.length} trained on`);
	return trained.bytes;
}

function print(model: TextModel, file: Buffer): void {
	console.log(`${file.length} bytes, sha256 ${createHash("sha256").update(file).digest("hex")}`);
	for (const [name, rows] of Object.entries(parts)) {
		console.log(`\n## ${name}: ${JSON.stringify(measureBox(model, rows))}\n`);
		console.log("| | n | precision | recall | F1 | top-3 |\n|---|--:|--:|--:|--:|--:|");
		for (const line of linesOf(model, rows, values.topics ? "topic" : "group")) console.log(rowOf(line));
	}
}

function rowOf({ name, n, precision, recall, f1, top3 }: Line): string {
	const cells = [precision, recall, f1, top3].map((share) => (share === null ? "–" : share.toFixed(2)));
	return `| ${[`\`${name}\``, n, ...cells].join(" | ")} |`;
}
