import type { Dictionary } from "./locales/ru.ts";

/** Why the machine names this agency, from the code of the reason: "page", "rule:any", "history:topic+territory", "text". */
export function agencyReasonWords(
	t: Dictionary,
	given: { reason: string | null; probability?: number | null; cases?: number },
): string | null {
	if (given.reason === null) return null;
	const words = t.case.agencyBy;
	const [source, what = ""] = given.reason.split(":");
	const chance = given.probability == null ? "" : `: ${t.percent(Math.round(given.probability * 100))}`;
	if (source === "history") {
		const cases = given.cases ? `, ${words.cases(given.cases)}` : "";
		return `${words.history[what as keyof typeof words.history] ?? words.history.topic}${chance}${cases}`;
	}
	if (source === "text") return `${words.text}${chance}`;
	if (source === "page") return words.page;
	if (what === "any") return words.any;
	const parts = (what || (source ?? "")).split("+");
	return words.rule(parts.map((part) => words.parts[part] ?? part).join(", "));
}
