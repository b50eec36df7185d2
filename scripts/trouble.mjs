/** What the person must mend, said in two languages and shown without a stack. */
export class Trouble extends Error {}

/** @returns {never} */
export function fail(ru, en) {
	throw new Trouble(`${ru}\n${en}`);
}
