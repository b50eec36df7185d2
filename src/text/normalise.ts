// controls save tab and line breaks; soft hyphen, zero-width spaces, marks of direction, byte order mark
const invisible =
	/[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const lineBreak = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// the joiner stays where it builds one picture out of several
const strayJoiner =
	/(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
/** what stands before the bar in the mention and link markup of networks: [id1|Name], [club1|Name], [https://…|Name] */
const linkTarget = /^(?:(?:id|club|public|event|app)\d+(?::[\w-]+)?|https?:\/\/\S+)$/i;

/**
 * A resident's text as it is kept: well-formed Unicode (NFC), line feeds only, no control or zero-width characters,
 * mention markup replaced by the visible name, no spaces at the ends of lines or of the text.
 * Never throws; cleaning a clean text changes nothing; linear time.
 */
export function normaliseText(raw: string): string {
	const visible = raw
		.toWellFormed()
		.replace(invisible, "")
		.replace(strayJoiner, "")
		.replace(lineBreak, "\n")
		.normalize("NFC");
	// a name may begin with a mark that joins the letter before it
	const plain = showNames(visible).normalize("NFC");
	return plain
		.split("\n")
		.map((line) => line.trimEnd())
		.join("\n")
		.trim();
}

/** Replaces markup from the inside out in one pass, so that nothing a replacement makes is left for a second one. */
function showNames(text: string): string {
	if (!text.includes("|")) return text;
	const pieces: string[] = [];
	/** where in the pieces brackets are open */
	let opened: number[] = [];
	let kept = 0;
	for (const found of text.matchAll(/[[\]\n]/g)) {
		pieces.push(text.slice(kept, found.index));
		kept = found.index + 1;
		const begin = found[0] === "]" ? opened.pop() : undefined;
		const name = begin === undefined ? null : visibleName(pieces.slice(begin + 1).join(""));
		if (name !== null) pieces.splice(begin as number, pieces.length, name);
		else {
			if (found[0] === "[") opened.push(pieces.length);
			// markup holds no bare bracket and no line break
			else opened = [];
			pieces.push(found[0]);
		}
	}
	return pieces.join("") + text.slice(kept);
}

function visibleName(inside: string): string | null {
	const bar = inside.indexOf("|");
	return bar > 0 && linkTarget.test(inside.slice(0, bar)) ? inside.slice(bar + 1) : null;
}
