import { contentOf } from "../src/text/repeats/content-words.ts";
import { compareWording } from "../src/text/repeats/likeness.ts";
import { printOf } from "../src/text/repeats/print.ts";
import { shinglesOf } from "../src/text/repeats/shingles.ts";
import { openConnection } from "./database.ts";
import { say } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import type { CaseShape } from "./fill-cases.ts";
import type { BenchRegion } from "./region.ts";
import { pick, pickUneven, streets } from "./texts.ts";

/** All within the time in which repeats are looked for: a desk of a whole country. */
const days = 90;
const templateCount = 200;
const templateShare = 0.3;
/** of all messages on a city's portal a hundred people wrote about so many */
const busyWriters = 100;
const busyShare = 0.37;
const chunk = 2_000;

const greetings = ["Здравствуйте! ", "Добрый день. ", "Уважаемая администрация, ", "", ""];
const pleas = [" Прошу принять меры.", " Спасибо заранее.", " Жду ответа.", "", ""];

/** A new case at the end; `copyOf` is an earlier text that it copies with changes. */
export type NewCase = { index: number; copyOf: string | null };

/**
 * Fills a region with `count` cases and their messages and prints, then with `fresh` new ones: half of them copies.
 * @param pool texts of which the cases' are made
 */
export async function fillRepeats(
	url: string,
	region: BenchRegion,
	count: number,
	fresh: number,
	pool: readonly string[],
): Promise<NewCase[]> {
	const templates = pool.filter((text) => text.length > 40 && text.length < 250).slice(0, templateCount);
	const texts: string[] = [];
	const added: NewCase[] = [];
	const shape: CaseShape = {
		days,
		textOf: (index, _topic, random) => {
			if (index < count) {
				texts[index] =
					random() < templateShare ? varied(pickUneven(templates, random), random) : ordinary(pool, random);
				return texts[index];
			}
			const earlier = index % 4 === 0 ? pickUneven(templates, random) : pick(texts, random);
			const isCopy = index % 2 === 0;
			const text = isCopy ? varied(earlier, random) : ordinary(pool, random);
			const isSame = isCopy && isCopyOf(text, earlier);
			added.push({ index, copyOf: isSame ? earlier : null });
			return text;
		},
		// those of one thread are different people: one open case for each
		authorOf: (index, random) => `user:${random() < busyShare ? index % busyWriters : index}`,
		pointOf: (random) =>
			random() < 0.3 ? { latitude: 54 + 0.3 * random() ** 2, longitude: 61 + 0.5 * random() ** 2 } : null,
	};
	await fillCases(url, region, count + fresh, shape);
	await fillMessages(url, region.id);
	return added;
}

/** Two sentences of different people at a place of its own: nobody wrote just this before. */
function ordinary(pool: readonly string[], random: () => number): string {
	return `${pick(pool, random)} ${pickUneven(streets, random)}, ${house(random)}. ${pick(pool, random).slice(0, 80)}`;
}

/** As people change a text that they copy: another greeting and plea, another house, a typo. */
function varied(text: string, random: () => number): string {
	const elsewhere = text.replace(/\d+/g, () => String(house(random)));
	const at = Math.floor(elsewhere.length * random());
	const typed = random() < 0.3 ? elsewhere.slice(0, at) + elsewhere.slice(at + 1) : elsewhere;
	return `${pick(greetings, random)}${typed}${pick(pleas, random)}`;
}

const house = (random: () => number): number => 1 + Math.floor(180 * random());

function isCopyOf(text: string, other: string): boolean {
	return compareWording(shinglesOf(contentOf(text)), shinglesOf(contentOf(other))).isCopy;
}

/** A message with its prints for each case, in the order in which they came. */
async function fillMessages(url: string, regionId: number): Promise<void> {
	const client = await openConnection(url);
	await client.query("set session_replication_role = replica; set synchronous_commit = off");
	await client.query(
		`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			select region_id, page_id, thread_id, id, 'bench' || id, 'in', author_key, excerpt, registered_at
			from "case" where region_id = $1 order by registered_at`,
		[regionId],
	);
	say("prints");
	for (let last = 0; ; ) {
		const { rows } = await client.query<{ id: number; text: string }>(
			"select id, text from message where region_id = $1 and id > $2 order by id limit $3",
			[regionId, last, chunk],
		);
		const end = rows.at(-1);
		if (!end) break;
		last = end.id;
		const prints = rows.flatMap(({ id, text }) => printOf(text).map((band) => ({ id, band })));
		await client.query(
			"insert into text_print (region_id, band, message_id) select $1, band, id from unnest($2::int[], $3::bigint[]) as p (band, id)",
			[regionId, prints.map((one) => one.band), prints.map((one) => one.id)],
		);
		if (last % 100_000 < chunk) say(`${last} messages printed`);
		if (rows.length < chunk) break;
	}
	await client.query("vacuum analyze message");
	await client.query("vacuum analyze text_print");
	await client.end();
}
