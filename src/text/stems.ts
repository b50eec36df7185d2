/** Words by how they begin. Null: only the beginning of a longer stem, so that most words are left after a few letters. */
export type Stems<T> = Map<string, T | null>;

/** Adds a stem of two letters or more ("ям" begins a word) or a whole word ("яма."); one that is there stays. @returns what stands for it */
export function addStem<T>(stems: Stems<T>, text: string, make: () => T): T {
	const stem = stems.get(text) ?? make();
	stems.set(text, stem);
	for (let length = 2; length < text.length; length++)
		if (!stems.has(text.slice(0, length))) stems.set(text.slice(0, length), null);
	return stem;
}

/** What stands for stems that begin the word, shortest first, and for the word as a whole. */
export function stemsIn<T>(stems: Stems<T>, word: string): T[] {
	const met: T[] = [];
	for (let length = 2; length <= word.length; length++) {
		const stem = stems.get(word.slice(0, length));
		if (stem === undefined) break;
		if (stem !== null) met.push(stem);
	}
	const whole = stems.get(`${word}.`);
	if (whole) met.push(whole);
	return met;
}
