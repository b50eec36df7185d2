import sanitizeHtml from "sanitize-html";

const blocks = ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul"];
const mostImages = 20;
const longestHtml = 200_000;

/**
 * The words of a piece of HTML as plain text, and its pictures. Feeds put HTML where text belongs, and the reverse:
 * what is no markup stays as it is.
 */
export function readHtml(html: string): { text: string; images: string[] } {
	const images: string[] = [];
	if (!/[<&]/.test(html)) return { text: tidy(html), images };
	const safe = sanitizeHtml(html.slice(0, longestHtml), {
		allowedTags: [...blocks, "img"],
		allowedAttributes: {},
		nonTextTags: ["script", "style", "textarea", "option", "noscript", "iframe", "object"],
		nestingLimit: 200,
		transformTags: {
			img: (tagName, attributes) => {
				if (attributes.src && images.length < mostImages) images.push(attributes.src);
				return { tagName, attribs: {} };
			},
		},
	});
	const text = safe
		.replaceAll(/<\/?(p|div|h\d|blockquote|pre|table|ul)\b[^>]*>/g, "\n\n")
		.replaceAll(/<(br|li|tr)\b[^>]*>/g, "\n")
		.replaceAll(/<[^>]*>/g, "")
		.replaceAll(/&(lt|gt|quot|amp);/g, (_whole, name: string) => plain[name] ?? "");
	return { text: tidy(text), images };
}

const plain: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };

function tidy(text: string): string {
	return text
		.replaceAll("\r\n", "\n")
		.replaceAll("\u00a0", " ")
		.replaceAll(/[ \t]+\n/g, "\n")
		.replaceAll(/\n{3,}/g, "\n\n")
		.trim();
}
