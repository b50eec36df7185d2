export type Block = { kind: "heading" | "text" | "item"; text: string };

const address = /https?:\/\/[^\s<>()"«»]+[^\s<>()"«».,;:!?]/g;

/** The words of an article without their Markdown, in pieces that can be put into an answer one by one. */
export function readBlocks(body: string): Block[] {
	return body
		.split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d{1,3}[.)])\s)|\n(?=#)|(?<=^#[^\n]*)\n/m)
		.map((piece) => piece.trim())
		.filter((piece) => piece !== "")
		.map(readBlock);
}

function readBlock(piece: string): Block {
	const heading = /^#{1,6}\s+(.*)$/s.exec(piece);
	if (heading) return { kind: "heading", text: plain(heading[1] ?? "") };
	const item = /^(?:[-*+]|\d{1,3}[.)])\s+(.*)$/s.exec(piece);
	return item ? { kind: "item", text: plain(item[1] ?? "") } : { kind: "text", text: plain(piece) };
}

/** «[тарифы](https://…)» becomes «тарифы: https://…», since an answer has no links behind words. */
const plain = (text: string): string =>
	text
		.replaceAll(/!?\[([^\]\n]{1,200})\]\(([^()\s]{1,500})\)/g, (_, words: string, url: string) =>
			words === url ? url : `${words}: ${url}`,
		)
		.replaceAll(/(\*\*|__|`)(.+?)\1/g, "$2")
		.replaceAll(/(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/gu, "$1")
		.replaceAll(/\s*\n\s*/g, " ")
		.trim();

/** Every address that an article names, each once. */
export function linksOf(body: string): string[] {
	return [...new Set(body.match(address))];
}
