import type { DraftContext, DraftFinding } from "./draft.ts";
import type { Hit } from "./phrases.ts";
import { hitsOf, placeOf, sentenceOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import type { Said } from "./said-table.ts";
import { termsOf } from "./terms.ts";

const promises = ["will", "willBe", "plan", "vague"] as const satisfies readonly Said[];
/** more of them would only repeat the remark */
const mostFindings = 3;
/** a day named two sentences before or after still belongs to the promise */
const reach = 2;
/** «будет», a few words, «выполнен» or «выполнять» */
const longestVerb = 4;
const verb = /(?:[аеиуыя]ть(?:ся)?|ти|тись|чь|[аея]н[аоы]?|[аяеиуы]т[аоы])$/;

/** A plan or promise with no day near it; one finding a sentence. */
export function noDate(reading: Reading, { now }: DraftContext): DraftFinding[] {
	const has = termsOf(reading, now);
	const found = new Map<number, Hit<Said>>();
	for (const hit of promises.flatMap((one) => hitsOf(reading, one))) {
		const sentence = sentenceOf(reading, hit);
		if (has.slice(Math.max(0, sentence - reach), sentence + reach + 1).includes(true)) continue;
		if (reading.said[sentence]?.has("condition") || isNoPromise(reading, hit)) continue;
		const known = found.get(sentence);
		if (!known || hit.first < known.first) found.set(sentence, hit);
	}
	return [...found.values()]
		.sort((a, b) => a.first - b.first)
		.slice(0, mostFindings)
		.map((hit) => ({ code: "no-date", severity: "warn", ...placeOf(reading, withVerb(reading, hit)) }));
}

function isNoPromise(reading: Reading, hit: Hit<Said>): boolean {
	if (reading.tokens[hit.first - 1]?.word === "не") return true;
	return hit.of === "willBe" && hitsOf(reading, "notPromise").some(({ first }) => first === hit.first);
}

/** «будут» with the verb it belongs to. */
function withVerb({ tokens }: Reading, hit: Hit<Said>): Hit<Said> {
	if (hit.of !== "willBe") return hit;
	for (let last = hit.last + 1; last <= hit.last + longestVerb; last++) {
		if (tokens[last]?.sentence !== tokens[hit.last]?.sentence) break;
		if (verb.test(tokens[last]?.word ?? "")) return { ...hit, last };
	}
	return hit;
}
