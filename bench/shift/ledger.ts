import type { Said } from "./line.ts";

/** What people were told was done, to be found again at the end; and what came of two who did the same at once. */
export type Ledger = {
	/** by reply: texts the desk said it keeps, with the revision each was made on */
	saved: Map<number, { basis: number | null; text: string }[]>;
	/** texts that were refused, by case and person: the latest */
	refused: Map<string, string>;
	submitted: Set<number>;
	approved: Map<number, number>;
	returned: number;
	acted: Map<number, number>;
	/** pairs of saves, approvals and actions at one moment: how many, and how many of them ended otherwise than "one wins" */
	pairs: Record<Pair, { count: number; wrong: number }>;
	/** answers nobody expects, with how often each came */
	unexpected: Map<string, number>;
	/** requests of screens that got no answer */
	failures: number;
	/** texts made so far */
	texts: number;
};
export type Pair = "save" | "submit" | "approve" | "act";

export const openLedger = (): Ledger => ({
	saved: new Map(),
	refused: new Map(),
	submitted: new Set(),
	approved: new Map(),
	returned: 0,
	acted: new Map(),
	pairs: {
		save: { count: 0, wrong: 0 },
		submit: { count: 0, wrong: 0 },
		approve: { count: 0, wrong: 0 },
		act: { count: 0, wrong: 0 },
	},
	unexpected: new Map(),
	failures: 0,
	texts: 0,
});

export const addOne = (to: Map<number, number>, id: number): void => void to.set(id, (to.get(id) ?? 0) + 1);

/** Notes an answer that no rule explains. */
export function notePoor(ledger: Ledger, what: string, { status, body }: Said): void {
	const { code } = (body ?? {}) as { code?: unknown };
	const key = `${what}: ${status} ${String(code)}`;
	ledger.unexpected.set(key, (ledger.unexpected.get(key) ?? 0) + 1);
}

const codesOf = (said: readonly Said[]): Set<unknown> =>
	new Set(said.map(({ body }) => (body as { code?: unknown }).code));

/** Of two who did the same at one moment exactly one is to win, and the other one to be told by a refusal. */
export function notePair(ledger: Ledger, pair: Pair, said: readonly Said[]): void {
	const own = ledger.pairs[pair];
	own.count += 1;
	const won = said.filter(({ status }) => status === 200).length;
	const refused = said.filter(({ status }) => status === 409 || status === 403).length;
	// a double click is one submission, or one refusal by a rule, and both clicks are told so
	const isRight =
		pair === "submit"
			? won === said.length || (refused === said.length && codesOf(said).size === 1)
			: won === 1 && refused === said.length - 1;
	if (isRight) return;
	own.wrong += 1;
	for (const one of said) notePoor(ledger, `one of two at once, ${pair}`, one);
}
