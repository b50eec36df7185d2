/** Everything a template may name that the desk fills in by itself: never more of a resident than the name they show in the network. */
export const placeholders = [
	"номер",
	"имя",
	"адрес",
	"территория",
	"тема",
	"ведомство",
	"ведомство кратко",
	"страница",
	"дата",
	"дата обращения",
	"срок",
	"дата срока",
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What is known of a case; what is not known is left as a gap, and a gap stops the answer. */
export type Known = Partial<Record<Placeholder, string>>;

const gap = /\{([^{}\n]{1,80})\}/g;

/**
 * The text with every known placeholder filled; a value cannot bring a gap of its own with it.
 * @returns `gaps`: what a person has to write, in the order of the text, each once
 */
export function fillTemplate(body: string, known: Known): { text: string; gaps: string[] } {
	const gaps = new Set<string>();
	const text = body.replaceAll(gap, (whole, name: string) => {
		const value = known[nameOf(name) as Placeholder];
		if (value !== undefined && Object.hasOwn(known, nameOf(name))) return value.replaceAll(/[{}]/g, "");
		gaps.add(name.trim());
		return whole;
	});
	return { text, gaps: [...gaps] };
}

/** The names in a template that the desk fills, and those that a person fills. */
export function placeholdersOf(body: string): { known: string[]; own: string[] } {
	const names = new Set([...body.matchAll(gap)].map(([, name]) => nameOf(name ?? "")));
	const isKnown = (name: string): boolean => (placeholders as readonly string[]).includes(name);
	return { known: [...names].filter(isKnown), own: [...names].filter((name) => !isKnown(name)) };
}

const nameOf = (text: string): string => text.trim().toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ");
