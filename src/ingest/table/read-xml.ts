import { tableTrouble } from "./table-trouble.ts";

/** What a reading of XML comes upon. Names are without their prefix. */
export type XmlEvent =
	| { kind: "open"; name: string; attributes: string; isEmpty: boolean }
	| { kind: "close"; name: string }
	| { kind: "text"; text: string };

/** A tag longer than this is no tag of a table. */
const longestTag = 1_000_000;

/**
 * Walks through XML piece by piece: tags and the text between them, and no more; declarations and comments are passed over.
 * Entities are those of XML itself: a file's own are never expanded.
 * @throws DomainError file-unreadable
 */
export async function* readXml(pieces: AsyncIterable<Buffer>): AsyncGenerator<XmlEvent[]> {
	const decoder = new TextDecoder("utf-8");
	let rest = "";
	for await (const piece of pieces) {
		rest += decoder.decode(piece, { stream: true });
		const events: XmlEvent[] = [];
		rest = takeEvents(rest, events);
		if (rest.length > longestTag) throw tableTrouble("broken");
		yield events;
	}
}

/** @returns what is left of the text: the beginning of something that has not ended yet */
function takeEvents(text: string, events: XmlEvent[]): string {
	let at = 0;
	for (;;) {
		const begin = text.indexOf("<", at);
		if (begin < 0) {
			// an entity may be cut in two
			const cut = text.lastIndexOf("&");
			const end = cut >= at && text.length - cut < 12 && !text.includes(";", cut) ? cut : text.length;
			if (end > at) events.push({ kind: "text", text: decodeEntities(text.slice(at, end)) });
			return text.slice(end);
		}
		if (begin > at) events.push({ kind: "text", text: decodeEntities(text.slice(at, begin)) });
		const end = endOf(text, begin);
		if (end < 0) return text.slice(begin);
		pushTag(text.slice(begin, end), events);
		at = end;
	}
}

/** Where what begins with "<" ends; -1 when it has not ended yet. */
function endOf(text: string, begin: number): number {
	const after = (mark: string, length: number): number => {
		const found = text.indexOf(mark, begin + length);
		return found < 0 ? -1 : found + mark.length;
	};
	if (text.length - begin < 9) return /^<[^!]/.test(text.slice(begin, begin + 2)) ? after(">", 1) : -1;
	if (text.startsWith("<!--", begin)) return after("-->", 4);
	if (text.startsWith("<![CDATA[", begin)) return after("]]>", 9);
	return after(">", 1);
}

function pushTag(tag: string, events: XmlEvent[]): void {
	if (tag.startsWith("<![CDATA[")) return void events.push({ kind: "text", text: tag.slice(9, -3) });
	if (tag.startsWith("<!") || tag.startsWith("<?")) return;
	if (tag.startsWith("</")) return void events.push({ kind: "close", name: bare(tag.slice(2, -1).trim()) });
	const isEmpty = tag.endsWith("/>");
	const inside = tag.slice(1, isEmpty ? -2 : -1);
	const space = inside.search(/\s/);
	const name = bare(space < 0 ? inside : inside.slice(0, space));
	events.push({ kind: "open", name, attributes: space < 0 ? "" : inside.slice(space), isEmpty });
}

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

const patterns = new Map<string, RegExp>();

/** The value of an attribute, or null. @param name as a pattern, so that a prefix may be any */
export function attributeOf(attributes: string, name: string): string | null {
	const pattern = patterns.get(name) ?? new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
	patterns.set(name, pattern);
	const found = pattern.exec(attributes);
	return found ? decodeEntities(found[1] ?? found[2] ?? "") : null;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name) => {
		if (name) return entities[name as string] ?? whole;
		const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
	});
}
