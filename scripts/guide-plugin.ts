import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import sanitizeHtml from "sanitize-html";
import type { Plugin } from "vite";

const russian = fileURLToPath(new URL("../docs/guide/", import.meta.url));
/** Where the pages of a language lie, by the module that gives them. */
const folders = new Map([
	["virtual:guide/ru", russian],
	["virtual:guide/en", join(russian, "en/")],
]);

/** A part of a page under its own heading; the first has none. */
type Part = { id: string; title: string; text: string };
type Page = { name: string; title: string; lead: string; html: string; parts: Part[] };

/**
 * The guide as the app shows it: Markdown of docs/guide made HTML while the app is built, so that no renderer is sent to the
 * browser. Only what a page of the guide needs passes, whatever its Markdown holds.
 */
export function guide(): Plugin {
	return {
		name: "guide",
		resolveId: (id) => (folders.has(id) ? `\0${id}` : null),
		load(id) {
			const folder = folders.get(id.slice(1));
			if (!folder) return null;
			const pages = readGuide(folder);
			for (const page of pages) this.addWatchFile(join(folder, `${page.name}.md`));
			return moduleOf(pages, folder);
		},
	};
}

/** All pages of a language: those of the Russian guide, each with the same headings. @throws Error as `readPage` */
export function readGuide(folder = russian): Page[] {
	const names = readdirSync(russian)
		.filter((file) => file.endsWith(".md"))
		.map((file) => file.slice(0, -3))
		.sort();
	const known = new Set(names);
	const textOf = (name: string, of: string) => readFileSync(join(of, `${name}.md`), "utf8");
	return names.map((name) => {
		const page = readPage(name, textOf(name, russian), known);
		return folder === russian ? page : readPage(name, textOf(name, folder), known, { folder, like: page });
	});
}

/** `like`: the Russian page, whose headings give theirs the ids, so that a link leads to the same place in every language. */
type Translated = { folder: string; like: Page };

/** @throws Error naming the page and what is wrong in it */
export function readPage(
	page: string,
	markdown: string,
	known: ReadonlySet<string>,
	{ folder, like }: Partial<Translated> = {},
): Page {
	const refuse = (what: string): never => {
		throw new Error(`docs/guide/${like ? "en/" : ""}${page}.md: ${what}`);
	};
	const raw = new Marked({ gfm: true }).parse(markdown, { async: false });
	const parts: Part[] = [{ id: "", title: "", text: "" }];
	const html = sanitizeHtml(withIds(raw, like, refuse), {
		allowedTags: [
			...["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "img"],
			...["table", "thead", "tbody", "tr", "th", "td", "hr", "br"],
		],
		allowedAttributes: { a: ["href"], img: ["src", "alt"], h2: ["id"], h3: ["id"] },
		allowedSchemes: ["https"],
		transformTags: {
			a: (tag, { href = "" }) => ({ tagName: tag, attribs: { href: addressOf(href, known, refuse) } }),
			img: (tag, { src = "", alt = "" }) => {
				if (!alt.trim()) refuse(`the picture ${src} has no alternative text`);
				if (!/^pictures\/[a-z\d-]+\.webp$/.test(src) || !existsSync(join(folder ?? russian, src)))
					refuse(`there is no picture ${src}: npm run screenshots -- --guide`);
				return { tagName: tag, attribs: { src, alt } };
			},
		},
	});
	const title = /<h1>(.*?)<\/h1>/s.exec(html)?.[1] ?? refuse("it does not begin with a title");
	const body = html.slice(html.indexOf("</h1>") + 5).trim();
	for (const piece of body.split(/(?=<h[23] id)/)) {
		const heading = /^<h[23] id="([^"]*)">(.*?)<\/h[23]>/s.exec(piece);
		const text = plainOf(heading ? piece.slice(heading[0].length) : piece);
		if (heading) parts.push({ id: heading[1] ?? "", title: plainOf(heading[2] ?? ""), text });
		else parts[0] = { id: "", title: "", text };
	}
	const lead = plainOf(/^<p>(.*?)<\/p>/s.exec(body)?.[1] ?? "");
	return { name: page, title: plainOf(title), lead, html: body, parts };
}

/** Headings are led to by their words: «Вид ответа» → "вид-ответа". */
function withIds(html: string, like: Page | undefined, refuse: (what: string) => never): string {
	const headings = [...html.matchAll(/<h[23]>/g)].length;
	const ids = like?.parts.slice(1).map(({ id }) => id);
	if (ids && ids.length !== headings) refuse(`it has ${headings} headings, the Russian page ${ids.length}`);
	let at = 0;
	return html.replaceAll(/<h([23])>(.*?)<\/h\1>/gs, (_, level: string, words: string) => {
		const own = plainOf(words)
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}]+/gu, "-")
			.replaceAll(/^-|-$/g, "");
		return `<h${level} id="${ids?.[at++] ?? own}">${words}</h${level}>`;
	});
}

const plainOf = (html: string): string =>
	sanitizeHtml(html.replaceAll(/<\/(p|li|td|th|h\d)>/g, "$& "), { allowedTags: [], allowedAttributes: {} })
		.replaceAll("&amp;", "&")
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll(/\s+/g, " ")
		.trim();

/** Another page of the guide, a place on this one, or a site. */
function addressOf(href: string, known: ReadonlySet<string>, refuse: (what: string) => never): string {
	if (/^(#|https:\/\/)/.test(href)) return href;
	const [, page = "", place = ""] = /^([a-z-]+)\.md(#.*)?$/.exec(href) ?? [];
	if (!known.has(page)) refuse(`the link ${href} leads nowhere`);
	return `/help/${page}${place}`;
}

/** Pictures become files of the app, named by what is in them. */
function moduleOf(pages: Page[], folder: string): string {
	const pictures = [
		...new Set(pages.flatMap(({ html }) => [...html.matchAll(/src="(pictures\/[^"]+)"/g)].map(([, src = ""]) => src))),
	];
	const imports = pictures.map((src, at) => `import p${at} from ${JSON.stringify(join(folder, src))};`);
	const addresses = pictures.map((src, at) => `${JSON.stringify(src)}: p${at}`);
	return [
		...imports,
		`const pictures = { ${addresses.join(", ")} };`,
		`export const pages = ${JSON.stringify(pages)};`,
		`for (const page of pages) page.html = page.html.replace(/src="(pictures\\/[^"]+)"/g, (_, src) => 'src="' + pictures[src] + '"');`,
	].join("\n");
}
