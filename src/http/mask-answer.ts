import type { Caller } from "../access/permissions.ts";
import { hidePersonal, hidePersonalCut } from "../text/hide-personal.ts";

/** Who a resident is and how to reach them. */
const withheld = new Set(["authorName", "contact", "residentName"]);
/** The desk's own words: they have checks of their own, and whoever edits or carries them needs them whole. */
const ours = new Set(["reply", "earlierReplies"]);
/** Values that are no words: codes, keys, moments, addresses of pages. */
const isCode = (key: string): boolean =>
	/(?:[a-z](?:At|Id|Ids|Code|Codes|Key|Path)|[cC]ursor)$/.test(key) || codes.has(key);
const codes = new Set([
	"id",
	"status",
	"kind",
	"type",
	"channel",
	"login",
	"email",
	"sha256",
	"version",
	"timeZone",
	"from",
	"to",
	"asOf",
]);
/** The beginning of a text, see `excerptOf`. */
const excerptLength = 280;

type Fields = Record<string, unknown>;

/**
 * The one border at which an answer of the API loses what a reader without `personal.read` may not see: names, contacts,
 * links to people, and numbers and addresses inside texts. Lengths of texts stay, so that places in them still fit.
 * @param answer JSON, as the route gives it
 */
export function maskAnswer(caller: Caller | null, answer: unknown): unknown {
	if (!caller || caller.permissions.has("personal.read")) return answer;
	return maskValue(answer);
}

function maskValue(value: unknown): unknown {
	if (typeof value === "string") return hidePersonal(value);
	if (Array.isArray(value)) return value.map(maskValue);
	if (typeof value !== "object" || value === null || value instanceof Date) return value;
	return maskFields(value as Fields);
}

function maskFields(fields: Fields): Fields {
	const isMessage = "direction" in fields || "residentName" in fields;
	const isThread = "title" in fields && "url" in fields && (fields.kind === "direct" || fields.kind === "post");
	const isOurs = "errorClass" in fields || "residentName" in fields;
	// whoever wrote a correction is a colleague
	const isOfStaff = "approvedByName" in fields;
	const masked: Fields = {};
	for (const [key, value] of Object.entries(fields)) {
		if (withheld.has(key) && !isOfStaff) masked[key] = null;
		else if (key === "url") masked[key] = isMessage || isThread ? null : maskLink(fields, value);
		else if (ours.has(key) || isCode(key) || (key === "text" && isOurs)) masked[key] = value;
		else if (key === "excerpt" && typeof value === "string" && value.length >= excerptLength - 1)
			masked[key] = hidePersonalCut(value);
		else masked[key] = maskValue(value);
	}
	return masked;
}

/** What a resident linked to may be somebody's profile; the addresses of pages and posts are the pages' own. */
function maskLink(fields: Fields, value: unknown): unknown {
	const isAttachment = fields.kind === "link" || fields.kind === "other";
	return isAttachment && typeof value === "string" ? hidePersonal(value) : value;
}
