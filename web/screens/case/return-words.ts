import type { CaseEvent } from "../../api.ts";
import type { Dictionary } from "../../locales/ru.ts";

type Reasons = Dictionary["returnReasons"];

/** Why an answer came back, from the history: what was ticked in the checklist, then the approver's own words. */
export function returnWords(t: Dictionary, data: CaseEvent["data"]): string[] {
	const codes = Array.isArray(data.reasons)
		? data.reasons.filter((code): code is keyof Reasons => isReason(t, code))
		: [];
	const reason = typeof data.reason === "string" ? data.reason.trim() : "";
	// with no words of one's own the codes stand in their place
	const isOwn = reason !== "" && reason !== codes.join(", ");
	return [...codes.map((code) => t.returnReasons[code]), ...(isOwn ? [reason] : [])];
}

const isReason = (t: Dictionary, code: unknown): boolean =>
	typeof code === "string" && Object.hasOwn(t.returnReasons, code);
