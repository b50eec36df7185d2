import { existsSync } from "node:fs";
import { join } from "node:path";
import { compileShares, rankAgencies } from "../src/domain/rank-agencies.ts";
import type { AgencyShare } from "../src/domain/rank-agencies.ts";
import { scorePredictions } from "../src/text/model/figures.ts";
import type { Scored } from "../src/text/model/figures.ts";
import { predict } from "../src/text/model/predict.ts";
import type { Prediction } from "../src/text/model/predict.ts";
import { readLabelled } from "../src/text/model/read-labelled.ts";
import { readModel } from "../src/text/model/read-model.ts";
import type { TextModel } from "../src/text/model/read-model.ts";
import { trainModel } from "../src/text/model/train.ts";
import type { TrainRow } from "../src/text/model/train.ts";
import { hasFastText, trainFastText } from "./fasttext.ts";
import { figure, median, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import type { BenchOptions } from "./figures.ts";
import { benchRepeatedPetition } from "./text-repeat.ts";

type Part = { train: TrainRow[]; dev: TrainRow[]; skipped: number };
type Tried = { model: TextModel; bytes: Uint8Array; ours: Scored; seconds: number; fastText: Scored | null };

/** Models trained on `train`, measured on `dev`, beside fastText trained and asked in the same run. */
export async function benchText({ isShort, data }: BenchOptions): Promise<Figure[]> {
	const folder = data ?? join("..", "shared", "data");
	if (!existsSync(join(folder, "spb"))) throw new Error(`there is no data in ${folder}: name the folder with --data`);
	const withAnchor = await hasFastText();
	if (!withAnchor) say("fastText is not installed (apt-get install fasttext): the figures stand without it");
	const read = (set: string, label: string, territory?: string) =>
		readPart(join(folder, set), label, territory, isShort);
	const topic = await read("spb", "topic", "district");
	const topics = await tryOn("spb topic", topic, {}, withAnchor);
	const group = await tryOn("spb group", await read("spb", "group", "district"), {}, withAnchor);
	// fastText with settings for tens of thousands of rows would be no honest anchor for two thousand
	const kursk = await tryOn("kursk topic", await read("kursk", "topic"), {}, false);
	const executor = await read("spb", "executor", "district");
	const local = await tryOn("spb executor", executor, { crossesTerritory: true }, withAnchor);
	const ranked = rankAll(executor, topic, topics.model, local.model);
	const at = (scored: Scored | null, name: keyof Scored) => (scored ? { anchor: scored[name] } : {});
	return [
		row("spb topic: weighted F1", topics.ours.weightedF1, at(topics.fastText, "weightedF1"), 0.757),
		row("spb topic: among the first three", topics.ours.top3, at(topics.fastText, "top3"), 0.93),
		row("spb group: weighted F1", group.ours.weightedF1, at(group.fastText, "weightedF1"), 0.93),
		row("spb executor: accuracy", ranked.accuracy, at(local.fastText, "accuracy"), 0.78),
		row("spb executor: among the first three", ranked.top3, at(local.fastText, "top3"), 0.955),
		row("kursk topic: weighted F1", kursk.ours.weightedF1, at(kursk.fastText, "weightedF1"), 0.57),
		row("spb topic: answered alone, 90 % right", topics.ours.coverageAt90, at(topics.fastText, "coverageAt90"), 0.55),
		...(await benchRepeatedPetition(folder)),
		...(await speedFigures(topics, topic, withAnchor)),
		figure({ name: "rows skipped as empty", value: topic.skipped + executor.skipped, unit: "rows" }),
	];
}

const row = (name: string, value: number, anchor: { anchor?: number }, atLeast: number): Figure =>
	figure({ name, value, unit: "share", ...anchor }, { of: "value", atLeast });

async function readPart(folder: string, label: string, territory: string | undefined, isShort: boolean): Promise<Part> {
	const columns = { text: "text", label, group: "gid", ...(territory !== undefined && { territory }) };
	const train = await readLabelled(join(folder, "train.csv.gz"), columns);
	const dev = await readLabelled(join(folder, "dev.csv.gz"), columns);
	const rows = isShort ? train.rows.filter((_, i) => i % 10 === 0) : train.rows;
	return { train: rows, dev: dev.rows, skipped: train.skipped + dev.skipped };
}

async function tryOn(
	name: string,
	{ train, dev }: Part,
	how: { crossesTerritory?: boolean },
	withAnchor: boolean,
): Promise<Tried> {
	say(`${name}: training on ${train.length} rows`);
	const began = performance.now();
	const { bytes } = await trainModel(train, how);
	const seconds = (performance.now() - began) / 1000;
	const model = readModel(bytes);
	const truths = dev.map((one) => one.label);
	const ours = scorePredictions(
		truths,
		dev.map((one) => predict(model, one, 3)),
	);
	say(`${name}: ${JSON.stringify(ours)}, ${seconds.toFixed(1)} s`);
	if (!withAnchor) return { model, bytes, ours, seconds, fastText: null };
	const anchor = await trainFastText(train);
	const fastText = scorePredictions(truths, await anchor.predict(dev, 3));
	await anchor.remove();
	say(`${name}, fastText: ${JSON.stringify(fastText)}`);
	return { model, bytes, ours, seconds, fastText };
}

/** The executor as the desk finds it: by topic and district from history, with what the text itself says. */
function rankAll(executors: Part, topics: Part, topicModel: TextModel, local: TextModel): Scored {
	const names = [...new Set(executors.train.map((one) => one.label))];
	const idOf = new Map(names.map((name, i) => [name, i + 1]));
	const shares = compileShares(sharesOf(executors, topics, idOf));
	const ranked = executors.dev.map((one): Prediction[] => {
		const subject = {
			...{ topicCode: null, groupCode: null, pageId: 0, pageAgencyId: 0 },
			territoryCode: one.territory ?? null,
			topics: predict(topicModel, one, 10).map(({ label, probability }) => ({ topicCode: label, probability })),
		};
		const said = predict(local, one, 20).map(({ label, probability }) => ({
			agencyId: idOf.get(label) ?? 0,
			probability,
		}));
		return rankAgencies(subject, [], shares, said).map(({ agencyId, probability }) => ({
			label: names[agencyId - 1] ?? "",
			probability: probability ?? 0,
		}));
	});
	return scorePredictions(
		executors.dev.map((one) => one.label),
		ranked,
	);
}

/** Counts by topic and district; both parts were read from the same rows, of which some have no executor. */
function sharesOf(executors: Part, topics: Part, idOf: Map<string, number>): AgencyShare[] {
	const topicOf = new Map(topics.train.map((one) => [`${one.group}|${one.text}`, one.label]));
	const shares = new Map<string, AgencyShare>();
	for (const { label, text, group, territory } of executors.train) {
		const topicCode = topicOf.get(`${group}|${text}`) ?? "";
		const key = JSON.stringify([topicCode, territory, label]);
		const share = shares.get(key) ?? {
			topicCode,
			territoryCode: territory ?? null,
			agencyId: idOf.get(label) ?? 0,
			cases: 0,
		};
		shares.set(key, { ...share, cases: share.cases + 1 });
	}
	return [...shares.values()];
}

/** Rounds of ours and fastText's in turn, so that both meet the same noise. */
async function speedFigures({ bytes, seconds }: Tried, { train, dev }: Part, withAnchor: boolean): Promise<Figure[]> {
	const loads: number[] = [];
	const ours: number[] = [];
	const theirs: number[] = [];
	const anchor = withAnchor ? await trainFastText(train) : null;
	for (let round = 0; round < 5; round++) {
		let began = performance.now();
		const model = readModel(bytes);
		loads.push(performance.now() - began);
		began = performance.now();
		for (let i = 0; i < 10; i++) for (const one of dev) predict(model, one, 3);
		ours.push((dev.length * 10_000) / (performance.now() - began));
		if (anchor) theirs.push(await anchor.speed(dev));
	}
	await anchor?.remove();
	const speed = { name: "one message after another, one core", value: median(ours), unit: "messages/s" };
	return [
		anchor ? figure({ ...speed, anchor: median(theirs) }, { of: "ratio", atLeast: 2 }) : figure(speed),
		figure({ name: "model", value: bytes.length / 1e6, unit: "MB" }, { of: "value", atMost: 8 }),
		figure({ name: "reading the model", value: median(loads), unit: "ms" }, { of: "value", atMost: 100 }),
		figure({ name: "training on 42,000 rows", value: seconds, unit: "s" }, { of: "value", atMost: 60 }),
	];
}
