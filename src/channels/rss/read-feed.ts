import { createHash } from "node:crypto";
import { parseFeed } from "feedsmith";

/** One item of a feed in the shape in which it is stored as a delivery. Everything but the key may be missing. */
export type Item = {
	key: string;
	title?: string;
	html?: string;
	link?: string;
	author?: string;
	date?: string;
	files?: { url: string; type?: string }[];
};
export type Feed = { title: string; link: string | null; items: Item[] };

const longestText = 100_000;
const longestTag = 65_536;

/**
 * Reads a document of any feed format; null when it is none. Entities that a document defines itself are not wanted:
 * neither files nor laughs come in by them.
 */
export function readFeed(bytes: Buffer, contentType: string): Feed | null {
	const text = decode(bytes, contentType);
	if (/<!ENTITY/i.test(text) || hasEndlessTag(text)) return null;
	try {
		const { format, feed } = parseFeed(text);
		const items = format === "atom" ? (feed.entries ?? []).map(fromAtom) : (feed.items ?? []).map(fromAny);
		const title = asRecord(feed.title)?.value ?? feed.title;
		return { title: asText(title) ?? "", link: linkOf(feed), items: items.filter((one) => one !== null) };
	} catch {
		return null;
	}
}

/** Thousands of attributes in one tag would hold the reader up for minutes. */
function hasEndlessTag(text: string): boolean {
	return new RegExp(`<[^!?<>][^<>]{${longestTag}}`).test(text);
}

/** By the mark at its beginning, the header, the document's own first line, else UTF-8; what cannot be read becomes U+FFFD. */
function decode(bytes: Buffer, contentType: string): string {
	const marks: [string, string][] = [
		["efbbbf", "utf-8"],
		["fffe", "utf-16le"],
		["feff", "utf-16be"],
	];
	const mark = marks.find(([hex]) => bytes.subarray(0, hex.length / 2).toString("hex") === hex)?.[1];
	const fromHeader = /charset\s*=\s*"?([\w:.-]{1,40})/i.exec(contentType)?.[1];
	const fromDocument = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})["']/i.exec(
		bytes.subarray(0, 400).toString("latin1"),
	)?.[1];
	for (const name of [mark, fromHeader, fromDocument]) {
		if (name === undefined) continue;
		try {
			return new TextDecoder(name).decode(bytes);
		} catch {
			// an encoding that nobody knows: the next word about it
		}
	}
	return new TextDecoder().decode(bytes);
}

type Raw = Record<string, unknown>;

function fromAtom(raw: unknown): Item | null {
	const entry = asRecord(raw);
	if (!entry) return null;
	const links = asRecords(entry.links);
	const link = links.find((one) => one.rel === undefined || one.rel === "alternate")?.href;
	return build({
		key: entry.id ?? link,
		title: asRecord(entry.title)?.value,
		html: asRecord(entry.content)?.value ?? asRecord(entry.summary)?.value,
		link,
		author: asRecord(asList(entry.authors)[0])?.name,
		date: entry.published ?? entry.updated,
		files: links.filter((one) => one.rel === "enclosure").map(({ href, type }) => ({ url: href, type })),
	});
}

function fromAny(raw: unknown): Item | null {
	const item = asRecord(raw);
	if (!item) return null;
	const [creator] = asList(asRecord(item.dc)?.creators);
	const [dcDate] = asList(asRecord(item.dc)?.dates);
	const guid = asRecord(item.guid)?.value ?? asRecord(item.rdf)?.about ?? item.id;
	const link = item.link ?? item.url;
	return build({
		key: guid ?? link,
		title: item.title,
		html: asRecord(item.content)?.encoded ?? item.description ?? item.content_html ?? item.content_text ?? item.summary,
		link,
		author: creator ?? asRecord(asList(item.authors)[0])?.name,
		date: item.pubDate ?? item.date_published ?? dcDate,
		files: [...asRecords(item.enclosures), ...asRecords(item.attachments)].map((one) => ({
			url: one.url,
			type: one.type ?? one.mime_type,
		})),
	});
}

type Found = Record<"key" | "title" | "html" | "link" | "author" | "date", unknown> & {
	files: { url: unknown; type: unknown }[];
};

/** An item without a name of its own is known by its words; one without words and name is none. */
function build(found: Found): Item | null {
	const [title, html, link, author, date] = (["title", "html", "link", "author", "date"] as const).map((name) =>
		asText(found[name]),
	);
	const key = asText(found.key) ?? (title || html ? digest(`${title}\n${html}`) : null);
	if (!key) return null;
	const files = found.files.slice(0, 20).flatMap(({ url, type }) => {
		const address = asText(url);
		const kind = asText(type);
		return address ? [{ url: address, ...(kind && { type: kind }) }] : [];
	});
	return {
		key,
		...(title && { title }),
		...(html && { html }),
		...(link && { link }),
		...(author && { author }),
		...(date && { date }),
		...(files.length > 0 && { files }),
	};
}

/** 22 letters that stand for a text. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

function linkOf(feed: unknown): string | null {
	const raw = asRecord(feed);
	const [first] = asRecords(raw?.links);
	return asText(raw?.link ?? raw?.home_page_url ?? first?.href);
}

const asText = (value: unknown): string | null =>
	typeof value === "string" && value.trim() !== "" ? value.slice(0, longestText) : null;
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asRecords = (value: unknown): Raw[] =>
	asList(value)
		.map(asRecord)
		.filter((one) => one !== null);
const asRecord = (value: unknown): Raw | null =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : null;
