import { wordHash } from "../src/text/model/features.ts";
import { probabilitiesOf } from "../src/text/model/predict.ts";
import { readModel } from "../src/text/model/read-model.ts";
import type { TextModel } from "../src/text/model/read-model.ts";
import { trainModel } from "../src/text/model/train.ts";
import type { TrainOptions, TrainRow } from "../src/text/model/train.ts";
import { noTopic } from "./box-rows.ts";
import type { BoxRow } from "./box-rows.ts";

export type Sources = { own: BoxRow[]; words: BoxRow[]; cues: BoxRow[]; spb: BoxRow[]; kursk: BoxRow[] };

/** How much a row of each source weighs; `cap`: rows of the data sets that are taken of one topic. */
const mix = { own: 3, words: 1, cues: 0.7, data: 1, cap: 800 };
/** a label that means several topics may teach the wrong one */
const doubtful = 0.3;
/** what is written to teach comes twice more, among words that say nothing; what stands in fewer than three rows is not learnt */
const padded = [0.4, 0.4];

/** What people say around their matter: the model must learn that it means nothing. */
const before = [
	...["Здравствуйте,", "Добрый день!", "подскажите пожалуйста,", "скажите", "Доброе утро", "уважаемая администрация,"],
	...["вопрос такой:", "опять", "народ,", "уже третью неделю", "на улице Ленина", "в нашем районе", "на Советской 12"],
	...["сколько можно,", "помогите,", "почему", "у нас", "ну и"],
];
const after = [
	...["примите меры", "спасибо", "когда это кончится", "прошу разобраться", "ждём ответа", "позор", "никому нет дела"],
	...["улица Мира 7", "и так каждый год", "сделайте что-нибудь", "куда обращаться?", "очень просим", "в посёлке"],
	...["уже месяц", "кто ответит", "обещали и забыли"],
];

/**
 * The rows to train on. A label that means several topics is parted by a first model, trained on the rows that are
 * certain: it says which of the label's topics a message speaks of.
 */
export async function mixRows(sources: Sources, options: TrainOptions): Promise<TrainRow[]> {
	const { spb, kursk } = sources;
	const isCertain = ({ topics }: BoxRow) => topics.length === 1;
	const taught = teaching(sources);
	const certain = [...spb, ...kursk].filter(isCertain).map((row) => rowOf(row, mix.data));
	const first = readModel((await trainModel([...taught, ...capped(certain)], options)).bytes);
	const parted = [...spb, ...kursk]
		.filter((row) => !isCertain(row))
		.map((row) => rowOf(parting(first, row), mix.data * doubtful));
	return [...taught, ...capped([...certain, ...parted])];
}

/** What was written to teach. Words stay out of the inner measuring: nobody writes so. */
function teaching({ own, words, cues }: Sources): TrainRow[] {
	const group = "words";
	const rows = [
		...own.map((row) => rowOf({ ...row, group: row.text }, mix.own)),
		...words.map((row) => rowOf({ ...row, group }, mix.words)),
		...cues.map((row) => rowOf({ ...row, group }, mix.cues)),
	];
	const onTopic = rows.filter(({ label }) => label !== noTopic);
	return [...rows, ...padded.flatMap((weight, time) => onTopic.map((row) => pad(row, weight, time)))];
}

function pad(row: TrainRow, times: number, time: number): TrainRow {
	const chance = wordHash(`${row.text} ${time}`) >>> 0;
	const head = before[chance % before.length] as string;
	const tail = after[(chance >>> 8) % after.length] as string;
	const texts = [`${head} ${row.text}`, `${row.text} ${tail}`, `${head} ${row.text} ${tail}`];
	return { ...row, text: texts[(chance >>> 16) % 3] as string, weight: (row.weight ?? 1) * times };
}

const rowOf = ({ text, topics, group, weight = 1 }: BoxRow, times: number): TrainRow => ({
	text,
	label: topics[0] as string,
	weight: weight * times,
	...(group !== undefined && { group }),
});

/** The row with the likeliest of its topics first. */
function parting(model: TextModel, row: BoxRow): BoxRow {
	const probabilities = probabilitiesOf(model, { text: row.text });
	const chanceOf = (topic: string): number => probabilities[model.header.labels.indexOf(topic)] ?? 0;
	return { ...row, topics: row.topics.toSorted((a, b) => chanceOf(b) - chanceOf(a)) };
}

/** At most `cap` rows of a topic, evenly from all of them. */
function capped(rows: TrainRow[]): TrainRow[] {
	return [...Map.groupBy(rows, ({ label }) => label).values()].flatMap((all) => {
		const count = Math.min(all.length, mix.cap);
		return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as TrainRow);
	});
}
