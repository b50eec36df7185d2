import { predict } from "../src/text/model/predict.ts";
import { thresholdFor } from "../src/text/model/read-model.ts";
import type { TextModel } from "../src/text/model/read-model.ts";
import type { BoxRow } from "./box-rows.ts";

/** Rates are shares of 1; `alone`: of the messages at or above the threshold for 90 %, with the share that is right. */
export type BoxFigures = {
	n: number;
	topic: number;
	top3: number;
	group: number;
	alone: { share: number; right: number };
};

/** `precision` is null where nothing was predicted, `recall` where nothing was to be found. */
export type Line = {
	name: string;
	n: number;
	precision: number | null;
	recall: number | null;
	f1: number | null;
	top3: number | null;
};

type Judged = { truth: string; best: string; probability: number; isRight: boolean; isInTop3: boolean };

const groupOf = (topic: string): string => topic.split(".")[0] as string;

/** A row with several right topics is taken as the one that was predicted, or else as its usual one. */
function judge(model: TextModel, rows: readonly BoxRow[]): Judged[] {
	return rows.map(({ text, topics }) => {
		const ranked = predict(model, { text }, 3);
		const { label: best = "", probability = 0 } = ranked[0] ?? {};
		const isRight = topics.includes(best);
		const isInTop3 = ranked.some(({ label }) => topics.includes(label));
		return { truth: isRight ? best : (topics[0] as string), best, probability, isRight, isInTop3 };
	});
}

/** How a model does on rows it has not seen. */
export function measureBox(model: TextModel, rows: readonly BoxRow[]): BoxFigures {
	const judged = judge(model, rows);
	const share = (of: readonly Judged[], is: (one: Judged) => boolean) => of.filter(is).length / Math.max(1, of.length);
	const sureFrom = thresholdFor(model, 0.9);
	const sure = judged.filter(({ probability }) => probability >= sureFrom);
	return {
		n: judged.length,
		topic: share(judged, ({ isRight }) => isRight),
		top3: share(judged, ({ isInTop3 }) => isInTop3),
		group: share(judged, ({ truth, best }) => groupOf(truth) === groupOf(best)),
		alone: { share: sure.length / Math.max(1, judged.length), right: share(sure, ({ isRight }) => isRight) },
	};
}

/** The same by group of topics, where top-3 counts the topic itself, or by topic, in the order of the names. */
export function linesOf(model: TextModel, rows: readonly BoxRow[], by: "group" | "topic"): Line[] {
	const nameOf = by === "group" ? groupOf : (topic: string) => topic;
	const judged = judge(model, rows).map((one) => ({ ...one, truth: nameOf(one.truth), best: nameOf(one.best) }));
	const names = [...new Set(judged.flatMap(({ truth, best }) => [truth, best]))].sort();
	return names.map((name) => {
		const real = judged.filter(({ truth }) => truth === name);
		const predicted = judged.filter(({ best }) => best === name);
		const hits = real.filter(({ best }) => best === name).length;
		const rate = (part: number, whole: number) => (whole === 0 ? null : part / whole);
		return {
			name,
			n: real.length,
			precision: rate(hits, predicted.length),
			recall: rate(hits, real.length),
			f1: rate(2 * hits, real.length + predicted.length),
			top3: rate(real.filter(({ isInTop3 }) => isInTop3).length, real.length),
		};
	});
}
