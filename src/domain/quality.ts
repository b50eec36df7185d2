import { findNumbers } from "./personal-numbers.ts";

/** What stands in the way of publishing a reply. `start` and `end` are UTF-16 offsets in the text. */
export type Finding = {
	code: "empty" | "too-long" | "phone" | "email" | "passport" | "card" | "snils" | "placeholder";
	severity: "block" | "warn";
	start: number;
	end: number;
};

type Found = Pick<Finding, "code" | "start" | "end">;

// bounded repetition everywhere: the time stays linear on any text
const email = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const placeholders = [
	/\{[^{}\n]{0,80}\}/g,
	/\[[^[\]\n]{1,80}\]/g,
	/<\p{L}[^<>\n]{0,80}>|<(?:…|\.{2,9}|_{1,20}|\?{1,5})>/gu,
	/%\p{L}[\p{L}_]{1,40}%/gu,
	/_{2,}/g,
	// ХХ.ХХ, XX:XX, хх.хх.хххх in either alphabet
	/(?<![\p{L}\p{N}])[ХXхx]{2,4}(?:[.:/-][ХXхx]{2,4}){1,2}(?![\p{L}\p{N}])/gu,
	/(?<!\p{L})(?:дд\.мм(?:\.г{2,4})?|чч:мм|00\.00\.0{2,4})(?![\p{L}\p{N}])/giu,
	/\((?:фио|ф\. ?и\. ?о\.|имя|имя,? отчество|дата|адрес|срок|указать[^()\n]{0,60})\)/giu,
];
/** [id1|Name] calls a resident by name: markup that networks understand, not a gap */
const mention = /^\[(?:id|club|public|event)\d+(?::[\w-]+)?\|.+\]$/i;

/**
 * Looks over a reply before it is submitted: nothing empty, nothing longer than the channel takes (`maxLength` in UTF-16
 * units), no telephone, e-mail, passport, card or insurance number of anyone, no gap left of a template. Findings come
 * in the order of the text and do not overlap, but for `too-long`. Never throws; linear time.
 */
export function checkReply(text: string, limits: { maxLength: number }): Finding[] {
	if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return [{ code: "empty", severity: "block", start: 0, end: text.length }];
	// without the sign nothing can match, and a long word is not walked for nothing
	const emails = text.includes("@") ? findAll(text, email, "email") : [];
	const found: Found[] = [...findNumbers(text), ...emails];
	for (const pattern of placeholders)
		found.push(...findAll(text, pattern, "placeholder").filter((one) => isGap(text, one)));
	const findings = withoutOverlaps(found).map((one): Finding => ({ ...one, severity: "block" }));
	if (text.length > limits.maxLength)
		findings.push({ code: "too-long", severity: "block", start: Math.max(0, limits.maxLength), end: text.length });
	return findings;
}

function findAll(text: string, pattern: RegExp, code: Finding["code"]): Found[] {
	return [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ code, start: index, end: index + length }));
}

function isGap(text: string, { start, end }: Found): boolean {
	const inside = text.slice(start, end);
	// «[1]» is a footnote, «[…]» a cut in a quotation
	return inside[0] !== "[" || (/[\p{L}_]/u.test(inside) && !mention.test(inside));
}

/** Of findings that overlap the one listed first stays. */
function withoutOverlaps(found: Found[]): Found[] {
	const order = new Map(found.map((one, i) => [one, i]));
	const rank = (one: Found) => order.get(one) ?? 0;
	const kept: Found[] = [];
	for (const one of [...found].sort((a, b) => a.start - b.start || rank(a) - rank(b))) {
		const last = kept.at(-1);
		if (!last || one.start >= last.end) kept.push(one);
		else if (rank(one) < rank(last)) kept[kept.length - 1] = one;
	}
	return kept;
}
