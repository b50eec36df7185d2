import sanitizeHtml from "sanitize-html";

/** What a person wrote in a letter, as plain text. */

/** Letters are cut here; the whole lies in the delivery. */
const longestText = 100_000;
const longestHtml = 2_000_000;
/** Deep nesting costs by the square. */
const mostTags = 10_000;

/** HTML as text: line breaks stay, quotations get their mark, links show where they lead, everything else goes. */
export function htmlToText(html: string): string {
	const clean = sanitizeHtml(html.slice(0, endOfHtml(html)), {
		allowedTags: ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "a", "pre", "table"],
		allowedAttributes: { a: ["href"] },
		allowedSchemes: ["http", "https", "mailto", "tel"],
		nonTextTags: ["script", "style", "textarea", "option", "noscript", "title"],
		nestingLimit: 100,
	});
	const lines: string[] = [""];
	let depth = 0;
	let link: { href: string; text: string } | null = null;
	const write = (text: string): void => {
		const last = lines.length - 1;
		lines[last] += lines[last] === "" && text !== "" ? "> ".repeat(depth) + text : text;
	};
	const breakLine = (isParagraph: boolean): void => {
		if (lines.at(-1) !== "" || !isParagraph) lines.push("");
	};
	for (const token of clean.match(/<[^>]*>|[^<]+/g) ?? []) {
		const tag = /^<(\/?)(\w+)(?:[^>]*href="([^"]*)")?/.exec(token);
		if (!tag) {
			const text = decode(token).replaceAll(/[ \t\r\n\f\u00a0]+/g, " ");
			const shown = (lines.at(-1) ?? "") === "" ? text.trimStart() : text;
			if (link) link.text += shown;
			write(shown);
			continue;
		}
		const [, isEnd, name, href] = tag;
		if (name === "a") {
			if (isEnd && link && !isSameLink(link)) write(` (${link.href})`);
			link = isEnd || !href ? null : { href: decode(href), text: "" };
		} else {
			breakLine(name !== "br");
			if (name === "blockquote") depth = Math.max(0, Math.min(20, depth + (isEnd ? -1 : 1)));
			if (name === "p" && isEnd) breakLine(false);
		}
	}
	return lines
		.map((line) => line.trimEnd())
		.join("\n")
		.replaceAll(/\n{3,}/g, "\n\n")
		.trim();
}

function endOfHtml(html: string): number {
	let tags = 0;
	for (let at = html.indexOf("<"); at >= 0 && at < longestHtml; at = html.indexOf("<", at + 1))
		if (++tags > mostTags) return at;
	return longestHtml;
}

const isSameLink = ({ href, text }: { href: string; text: string }): boolean => {
	const bare = (one: string) =>
		one
			.trim()
			.toLowerCase()
			.replace(/^(https?:\/\/|mailto:|tel:)/, "")
			.replace(/\/$/, "");
	return bare(href) === bare(text);
};

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const decode = (text: string): string =>
	text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "");

/** Says who wrote when, in the words of common programs: "21.11.2025, 12:00, Name <name@example.org>:". */
const isAttribution = (line: string): boolean =>
	line.length < 300 &&
	line.trimEnd().endsWith(":") &&
	/\d{1,2}[.:/]\d{2}|\b\d{4}\b/.test(line) &&
	/@|писал|пишет|wrote|schrieb|escribió|a écrit/i.test(line);

/**
 * Parts a reply from the letter it quotes, only where that is sure: a line that says who wrote when, then nothing but
 * lines with ">" to the end. Anything else, answers between the quoted lines above all, stays whole.
 */
export function withoutQuotedEnd(text: string): string {
	const lines = text.split("\n");
	let begin = lines.length;
	while (begin > 0 && /^\s*(>.*)?$/.test(lines[begin - 1] ?? "")) begin--;
	const hasQuote = lines.slice(begin).some((line) => /^\s*>/.test(line));
	if (!hasQuote) return text;
	for (const height of [1, 2]) {
		const said = lines.slice(Math.max(0, begin - height), begin).join(" ");
		const own = lines
			.slice(0, Math.max(0, begin - height))
			.join("\n")
			.trimEnd();
		if (own !== "" && isAttribution(said)) return own;
	}
	return text;
}

/** Line feeds only, no space around, not endless. */
export function trimText(text: string): string {
	const plain = text.replaceAll(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd();
	return plain.length > longestText ? `${plain.slice(0, longestText)}…` : plain;
}
