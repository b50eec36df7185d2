/** A piece of markup that is safe to send. */
export type Html = { markup: string };

/** Markup with every value escaped; pieces of markup and lists of them go in as they are, nothing for null and false. */
export function html(texts: TemplateStringsArray, ...values: (string | number | Html | Html[] | null | false)[]): Html {
	return { markup: texts.map((text, index) => text + show(values[index])).join("") };
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** What a value may be shown as: NUL and lone halves of letters are no characters of a page. */
const escape = (text: string): string =>
	text
		.toWellFormed()
		.replaceAll("\0", "\ufffd")
		.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

function show(value: string | number | Html | Html[] | null | false | undefined): string {
	if (value === null || value === undefined || value === false) return "";
	if (Array.isArray(value)) return value.map((one) => one.markup).join("");
	return typeof value === "object" ? value.markup : escape(String(value));
}
