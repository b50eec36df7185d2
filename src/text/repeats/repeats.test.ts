import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf } from "./content-words.ts";
import { compareMatter, compareWording } from "./likeness.ts";
import { printOf } from "./print.ts";
import { shinglesOf } from "./shingles.ts";
import { stemOf } from "./stem.ts";

const wording = (a: string, b: string) => compareWording(shinglesOf(contentOf(a)), shinglesOf(contentOf(b)));
const matter = (a: string, b: string) => compareMatter(contentOf(a), contentOf(b));
/** found by the table, and a copy on a closer look */
const isFoundCopy = (a: string, b: string) => {
	const other = new Set(printOf(b));
	return printOf(a).some((band) => other.has(band)) && wording(a, b).isCopy;
};

const lamps = "Во дворе дома по улице Садовой, 14 третью неделю не горят фонари, вечером дети идут из школы в темноте.";
const bus = "Автобус 32 утром не приходит по расписанию, на остановке у рынка собирается полсотни человек.";

describe("a copy is known by its wording", () => {
	test.each([
		["another house number", lamps, lamps.replace("14", "27 к. 2")],
		[
			"another greeting and plea",
			`Здравствуйте! ${lamps}`,
			`Добрый вечер, уважаемая администрация. ${lamps} Прошу принять меры.`,
		],
		["letter case", lamps, lamps.toUpperCase()],
		["ё for е", "Уберите щебёнку с зелёной зоны у тёплых гаражей", "Уберите щебенку с зеленой зоны у теплых гаражей"],
		["pictures and exclamation marks", lamps, `😡😡 ${lamps}!!! 🙏`],
		["a link and a mention", lamps, `@gorod_sosny ${lamps} https://example.org/photo?id=17`],
		["typos", lamps, lamps.replace("третью", "третьью").replace("фонари", "фанари")],
		["line breaks and spaces", bus, bus.replaceAll(", ", ",\n\n  ")],
		["a word left out, a word added", bus, bus.replace("полсотни человек", "очень много человек")],
		["another street", lamps, lamps.replace("Садовой", "Луговой")],
		[
			"forms of words",
			"Не вывозят снег с тротуара у детской поликлиники",
			"Не вывозят снег на тротуарах у детских поликлиник",
		],
	])("%s", (_, a, b) => {
		expect(isFoundCopy(a, b)).toBe(true);
	});

	test.each([
		[
			"two problems under one greeting",
			`Здравствуйте, уважаемая администрация! ${lamps}`,
			`Здравствуйте, уважаемая администрация! ${bus}`,
		],
		[
			"two problems with one ending",
			"На Заречной прорвало трубу. Прошу принять меры, жду ответа, заранее благодарю.",
			"В парке бегают собаки. Прошу принять меры, жду ответа, заранее благодарю.",
		],
		[
			"one problem in other words",
			lamps,
			"Темно у подъездов, освещение пропало ещё в начале месяца, страшно отпускать ребёнка",
		],
		[
			"one place",
			"На улице Садовой 14 течёт крыша над вторым подъездом",
			"На улице Садовой 14 сломаны качели и нет песка",
		],
		["too short", "Яма на дороге", "Яма на дороге"],
		["greetings alone", "Здравствуйте! Помогите, пожалуйста, спасибо", "Здравствуйте! Помогите, пожалуйста, спасибо"],
		["numbers alone", "12 34 56 78 90", "12 34 56 78 90"],
	])("not by %s", (_, a, b) => {
		expect(wording(a, b).isCopy).toBe(false);
	});

	test.each(["", " ", "👍👍👍", "Спасибо!", "Когда?", "нет воды", "Яма на дороге", "+1", "https://example.org/a/b"])(
		"%j is too short to be compared",
		(text) => {
			expect(printOf(text)).toEqual([]);
		},
	);

	test("three words that matter are enough when they are the very same", () => {
		expect(isFoundCopy("Разбита детская площадка", "разбита детская площадка!!!")).toBe(true);
		expect(isFoundCopy("Разбита детская площадка", "Открыта детская площадка")).toBe(false);
	});
});

describe("a problem is known by its matter", () => {
	test("words count in any form and order, numbers too", () => {
		const { likeness, sharedWords } = matter("Фонари не горят на Садовой 14", "на садовой 14 не горит ни один фонарь");
		expect(sharedWords).toEqual(["фонари", "горят", "садовой"]);
		expect(likeness).toBeGreaterThan(0.7);
		expect(matter("Садовая 14", "Садовая 14").likeness).toBeGreaterThan(matter("Садовая 14", "Садовая 15").likeness);
	});

	test("shared words are shown as they were written, at most eight", () => {
		const long = "один два три четыре пять шесть семь восемь девять десять одиннадцать";
		expect(matter(long, long).sharedWords).toHaveLength(8);
		expect(matter("Ёлку убрали", "елка стоит").sharedWords).toEqual(["елку"]);
		expect(matter("ы".repeat(5000), "ы".repeat(5000)).sharedWords[0]).toHaveLength(40);
	});

	test("greetings and grammar share nothing", () => {
		expect(matter("Здравствуйте, когда это уже будет?", "Здравствуйте, а когда это будет?").sharedWords).toEqual([]);
	});
});

test.each([
	["фонари", "фонарей", "фонарями", "фонарь"],
	["дороги", "дорогу", "дорогой", "дорогах"],
	["вода", "воды", "воду"],
	["грязный", "грязная", "грязных", "грязному"],
	["убирают", "убирает", "убирать"],
	["дом"],
])("forms of one word meet in a stem: %s", (...forms) => {
	expect(new Set(forms.map(stemOf)).size).toBe(1);
});

describe("of any text", () => {
	const anyText = fc.oneof(
		fc.string({ unit: "binary", maxLength: 300 }),
		fc.string({ unit: fc.constantFrom(..."абвгде ёжзиЙклмн-.@/:[]|#14\n"), maxLength: 400 }),
		fc
			.array(fc.constantFrom("вода", "снег", "лёд", "яма", "двор", "https://", "@имя", "12", "ул.", "😀"), {
				maxLength: 60,
			})
			.map((words) => words.join(" ")),
	);
	const runs = { numRuns: Number(process.env.OTKLIK_PROPERTY_RUNS ?? 20_000) };

	test("a print is the same twice, and of none or eight signed 32-bit numbers", () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const print = printOf(text);
				expect(printOf(text)).toEqual(print);
				expect([0, 8]).toContain(print.length);
				for (const band of print) expect(band).toBe(band | 0);
			}),
			runs,
		);
	});

	test("texts that are alike but for case, ё, numbers and greeting have one print", () => {
		fc.assert(
			fc.property(anyText, fc.nat(9999), (text, number) => {
				// letters that grow when their case changes are no letters of these texts
				fc.pre(text.toUpperCase().toLowerCase() === text.toLowerCase());
				const other = `Здравствуйте! ${number} ${text.toUpperCase().replaceAll("Ё", "Е")} ${number}`;
				expect(printOf(other)).toEqual(printOf(` ${text} `));
			}),
			runs,
		);
	});

	test("likeness is the same from both sides, from 0 to 1, and full with itself", () => {
		fc.assert(
			fc.property(anyText, anyText, (a, b) => {
				const there = wording(a, b);
				expect(there).toEqual(wording(b, a));
				expect(there.likeness).toBeGreaterThanOrEqual(0);
				expect(there.likeness).toBeLessThanOrEqual(1);
				expect(wording(a, a).isCopy).toBe(printOf(a).length > 0);
				expect(matter(a, b).likeness).toBe(matter(b, a).likeness);
			}),
			runs,
		);
	});

	test.each([
		["one long word", "я".repeat(100_000)],
		["many words", "снег ".repeat(20_000)],
		["many at signs", "a@".repeat(50_000)],
		["dots before no at sign", "a.".repeat(50_000)],
		["beginnings of links", "http://".repeat(14_000)],
		["brackets", "[id1|".repeat(20_000)],
		["joined marks", "é".repeat(50_000)],
		["lone surrogates", "\ud800 ".repeat(50_000)],
	])("hostile: %s", (_, text) => {
		expect(printOf(text).length).toBeLessThanOrEqual(8);
		expect(wording(text, text).likeness).toBeLessThanOrEqual(1);
	});
});
