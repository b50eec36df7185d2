import type { DraftContext, DraftFinding } from "./draft.ts";
import type { Reading } from "./reading.ts";

type Name = { start: number; end: number; kind: "full" | "initials" };

// every repetition is bounded: the time stays linear on any text
const surname = "\\p{Lu}\\p{Ll}{2,20}(?:-\\p{Lu}\\p{Ll}{2,20})?";
const patronymic = "\\p{Lu}\\p{Ll}{2,14}(?:[оеё]вич|ич|[оеё]вн|ичн)(?:ами|ах|ам|а|у|ем|ом|е|ы|ой|ою|и)?";
const fullName = new RegExp(
	`(?<!\\p{L})(?:${surname} \\p{Lu}\\p{Ll}{1,14} ${patronymic}|\\p{Lu}\\p{Ll}{1,14} ${patronymic} ${surname})(?!\\p{L})`,
	"gu",
);
const withInitials = new RegExp(
	`(?<!\\p{L})(?:${surname} \\p{Lu}\\. ?\\p{Lu}\\.|\\p{Lu}\\. ?\\p{Lu}\\. ?${surname})(?!\\p{L})`,
	"gu",
);
/** who is named because he is in office */
const office =
	/(?<!\p{L})(?:директор|глав|начальник|заместител|зам\.|министр|руководител|председател|депутат|мэр|губернатор|врач|доктор|инспектор|специалист|исполнител|инженер|мастер|участков|прокурор|следовател|судь|секретар|куратор|координатор|ответственн|заведующ|представител|контакт|бригадир|диспетчер|майор|капитан|лейтенант|полковник|подполковник|советник|сотрудник|эксперт|педагог|учител|воспитател|тренер|редактор|архитектор|администратор|менеджер|оператор|уполномоченн|президент|и\. ?о\.|исп\.|памят|геро[йяюе]|художник|писател|поэт|композитор|академик|космонавт|ип |индивидуальн\p{L}{1,5} предпринимател)/iu;
/** what is named after somebody, right before the name */
const namedAfter =
	/(?<!\p{L})(?:им\.|имени|улиц\p{L}{1,2}|ул\.|проспект\p{L}{0,2}|пр\.|пр-т|пер\.|переул\p{L}{1,4}|площад\p{L}{1,3}|набережн\p{L}{1,3}|бульвар\p{L}{0,2}|сквер\p{L}{0,2}|парк\p{L}{0,2}|школ\p{L}{1,2}|библиотек\p{L}{1,2}|театр\p{L}{0,2}|музе\p{L}{1,2}|лини\p{L}{1,2})[ «"]{1,3}(?:\p{Ll}{4,12}[ «"]{1,3}|\p{Lu}\p{Ll}{4,12}[ «"]{1,3})?$/iu;
const citizen =
	/(?<!\p{L})(?:гр\.|гр-н\p{L}{0,2}|гр-к\p{L}{1,2}|гражданин\p{L}{0,2}|гражданк\p{L}{1,2}|заявител\p{L}{1,5}|жительниц\p{L}{1,2}|жител[ьяюе]\p{L}{0,1}|собственник\p{L}{0,2}|нанимател\p{L}{1,2}|пациент\p{L}{0,4}|должник\p{L}{0,2}|потерпевш\p{L}{2,3}|ученик\p{L}{0,2}|ученица|умерш\p{L}{2,3}|супруг\p{L}{0,2}|сын\p{L}{0,2}|дочер\p{L}{1,2}|пенсионер\p{L}{0,3}|инвалид\p{L}{0,2})(?:,? (?:квартиры|помещения|дома|№ ?\d{1,4}|\d{1,4}))*[ ,:]{1,3}$/iu;
const lives =
	/(?<!\p{L})(?:кв\.? ?№? ?\d|квартир\p{L}{0,2} ?№? ?\d|прожива\p{L}{2,8}|зарегистрирован\p{L}{0,4} по (?:адресу|месту)|прописан\p{L}{0,2})/iu;
const born =
	/(?<!\p{L})(?:дата рождения|\d{2}\.\d{2}\.(?:19|20)\d{2} ?(?:г\.? ?р\.|года рождения)|(?:19|20)\d{2} ?(?:г\.? ?р\.|года рождения))/iu;
const illness =
	/(?<!\p{L})(?:(?:ваш|его|её|ее)\p{L}{0,3} диагноз\p{L}{0,3}|диагноз ?[:—–-] ?\p{L}{1,40}|(?:вам|ему|ей|пациент\p{L}{0,3}) (?:поставлен|установлен|подтвержд[её]н) диагноз|у вас (?:диагностирован|выявлен)\p{L}{0,2}|состоит\p{L}{0,2} на уч[её]те у (?:психиатр|нарколог|онколог|фтизиатр)\p{L}{0,2}|состоите на уч[её]те у (?:психиатр|нарколог|онколог|фтизиатр)\p{L}{0,2}|инвалид\p{L}{0,3} (?:I{1,3}|[123]|перв\p{L}{2,3}|втор\p{L}{2,3}|трет\p{L}{2,4})-?\p{L}{0,2} групп\p{L}{1,2})/giu;
const flat = /(?<!\p{L})(?:кв\.|квартир[аыеу]|квартирой)[ \u00a0]?№?[ \u00a0]?(\d{1,4})(?!\d)/giu;
const streetBefore =
	/(?<!\p{L})(?:ул\.|улиц\p{L}{1,2}|пр\.|пр-т|просп\p{L}{0,6}|пер\.|переул\p{L}{1,4}|шоссе|наб\.|набережн\p{L}{1,3}|бульвар\p{L}{0,2}|площад\p{L}{1,3}|д\.|дом\p{L}{0,2})[ \u00a0]?\S/iu;

const stairwell =
	/(?<!\p{L})(?:где|возле|около|рядом с|напротив|между|у|над|под|с|парадн\p{L}{0,3}|подъезд\p{L}{0,2})[ \u00a0]{1,2}$/iu;

/** who a named person is stands this near before the name */
const reachBefore = 60;
/** a text with more of them is a list, not an answer */
const mostFlats = 100;
/** of a sentence without end the beginning is read */
const longestSentence = 1500;

/**
 * A private person by name: with "гр." or an address it is a block, else a warning. An illness, a birth date, a flat.
 * Names of officials and of streets are left alone; so is a greeting by name.
 */
export function personal(reading: Reading, { question }: DraftContext): DraftFinding[] {
	const { text, sentences } = reading;
	const findings: DraftFinding[] = [];
	const add = (severity: "block" | "warn", { start, end }: { start: number; end: number }): void => {
		findings.push({ code: "personal", severity, start, end });
	};
	const names = namesIn(text);
	let next = 0;
	for (const [i, { start }] of sentences.entries()) {
		// initials before the next sentence still belong to this one
		const stop = sentences[i + 1]?.start ?? text.length;
		const words = text.slice(start, Math.min(stop, start + longestSentence));
		const from = next;
		while (next < names.length && (names[next]?.start ?? 0) < stop) next++;
		for (const found of words.matchAll(illness)) {
			const at = start + found.index;
			add(next > from ? "block" : "warn", { start: at, end: at + found[0].length });
		}
		if (next === from) continue;
		const about = { isOffice: office.test(words), isHome: lives.test(words) || born.test(words) };
		for (const name of names.slice(from, next)) {
			const severity = severityOf(text, name, about);
			if (severity && !(reading.said[i]?.has("greeting") && severity === "warn")) add(severity, name);
		}
	}
	for (const place of flatsIn(text, question)) add("warn", place);
	return findings;
}

function namesIn(text: string): Name[] {
	const found = (pattern: RegExp, kind: Name["kind"]) =>
		[...text.matchAll(pattern)].map(({ 0: name, index }): Name => ({ start: index, end: index + name.length, kind }));
	return [...found(fullName, "full"), ...found(withInitials, "initials")].sort((a, b) => a.start - b.start);
}

function severityOf(
	text: string,
	{ start, end, kind }: Name,
	about: { isOffice: boolean; isHome: boolean },
): "block" | "warn" | null {
	const before = text.slice(Math.max(0, start - reachBefore), start);
	if (citizen.test(before)) return "block";
	if (about.isOffice || namedAfter.test(before)) return null;
	if (about.isHome) return "block";
	// a name on a line of its own is a signature
	const isLine = /\n\s*$/.test(before) && /^\s*(?:\n|$)/.test(text.slice(end, end + 5));
	return kind === "full" && !isLine ? "warn" : null;
}

/** A house with its flat tells where somebody lives, unless the resident told it himself. */
function flatsIn(text: string, question: string): { start: number; end: number }[] {
	const told = new Set([...question.slice(0, 4000).matchAll(flat)].map((found) => found[1]));
	const flats: { start: number; end: number }[] = [];
	let looked = 0;
	for (const { 0: found, 1: number, index } of text.matchAll(flat)) {
		if (++looked > mostFlats) break;
		const end = index + found.length;
		const before = text.slice(Math.max(0, index - reachBefore), index);
		// a stairwell is told by its flats: «где кв. 5», «кв. 1–6»
		const isStairwell = stairwell.test(before) || /^\s?[-–—,]\s?\d/.test(text.slice(end, end + 4));
		if (!isStairwell && !told.has(number) && streetBefore.test(before)) flats.push({ start: index, end });
	}
	return flats;
}
