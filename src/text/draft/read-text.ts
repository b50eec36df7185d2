/** A word, number, date or time of a draft. */
export type Token = {
	/** lower case, ё as е; "<дата>", "<время>"; digits of a number */
	word: string;
	start: number;
	end: number;
	/** number of its sentence */
	sentence: number;
	isCapital: boolean;
	/** for "<дата>": year or null, month 1–12, day */
	date?: { year: number | null; month: number; day: number };
};

/** Its tokens are those from `first` up to and without `last`. */
export type Sentence = { start: number; end: number; first: number; last: number };

export type DraftText = { text: string; tokens: Token[]; sentences: Sentence[] };

// every repetition is bounded: the time stays linear on any text
const tokenPattern =
	/\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d)|\d{1,2}[.:]\d\d(?!\d|\.\d)|\d{1,12}|[\p{L}\p{M}]{1,60}/gu;
/** what may stand before a full stop that ends no sentence */
const abbreviation =
	/^(?:\p{L}|ул|пр|пер|пл|наб|бул|кв|стр|корп|лит|пос|дер|обл|им|гр|руб|коп|тыс|млн|млрд|тел|см|др|пр|пп|ст|абз|гг|экз|зам|нач|акад|адм|мкр|рн)$/u;
const dateShape = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})(?:\.(\d{2,4}))?)$/;

/** Parts a text into words and sentences. Never throws; linear time. */
export function readText(text: string): DraftText {
	const tokens: Token[] = [];
	const sentences: Sentence[] = [];
	let open: Sentence | null = null;
	for (const found of text.matchAll(tokenPattern)) {
		const start = found.index;
		const end = start + found[0].length;
		const last = tokens.at(-1);
		if (last && open && endsBetween(text, last, start)) open = null;
		if (!open) {
			open = { start, end, first: tokens.length, last: tokens.length };
			sentences.push(open);
		}
		tokens.push({ ...tokenOf(found[0]), start, end, sentence: sentences.length - 1 });
		open.end = end;
		open.last = tokens.length;
	}
	return { text, tokens, sentences };
}

function tokenOf(raw: string): Pick<Token, "word" | "isCapital" | "date"> {
	const first = raw.charCodeAt(0);
	if (first < 0x30 || first > 0x39) {
		const lower = raw.toLowerCase();
		return { word: lower.includes("ё") ? lower.replaceAll("ё", "е") : lower, isCapital: /^\p{Lu}/u.test(raw) };
	}
	const date = dateOf(raw);
	if (date) return { word: "<дата>", isCapital: false, date };
	return { word: /[.:]/.test(raw) ? "<время>" : raw, isCapital: false };
}

function dateOf(raw: string): Token["date"] {
	const found = dateShape.exec(raw);
	if (!found) return undefined;
	const [year, month, day] = found[1] ? [found[1], found[2], found[3]] : [found[6], found[5], found[4]];
	const isDay = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
	// 12.5 is a measure, 18.00 a time
	if (!isDay || (!year && month?.length !== 2)) return undefined;
	const whole = year?.length === 2 ? 2000 + Number(year) : Number(year);
	return { year: year ? whole : null, month: Number(month), day: Number(day) };
}

function endsBetween(text: string, last: Token, next: number): boolean {
	// what parts two words is short; of a long gap the beginning decides
	const between = text.slice(last.end, Math.min(next, last.end + 40));
	if (/[!?…\n\u2028]/.test(between)) return true;
	const stop = between.indexOf(".");
	if (stop < 0) return between.includes(";") || between.includes("•");
	if (abbreviation.test(last.word)) return false;
	// a full stop inside «и.о.» or «п.2» parts nothing
	return /\s/.test(between.slice(stop)) || next - last.end > 3;
}
