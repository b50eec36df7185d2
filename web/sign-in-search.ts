type Raw = Record<string, unknown>;
type Came = { trouble?: string | undefined };

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Where to afterwards (a path of our own, never another site), and what became of a visit at an organisation. */
export function readSignInSearch(raw: Raw): Came & { next?: string | undefined; step?: "code" | undefined } {
	const next = textOf(raw.next);
	return {
		next: next !== undefined && /^\/(?![/\\])/.test(next) ? next : undefined,
		trouble: textOf(raw.trouble),
		step: raw.step === "code" ? "code" : undefined,
	};
}

/** The same of one's own account, which was to be linked. */
export const readAccountSearch = (raw: Raw): Came & { linked?: "1" | undefined } => ({
	trouble: textOf(raw.trouble),
	linked: raw.linked === "1" ? "1" : undefined,
});
