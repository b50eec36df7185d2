/** What the person must mend, said in two languages and shown without a stack. */
export class Trouble extends Error {}

/** @returns {never} */
export function fail(ru, en) {
	throw new Trouble(`${ru}\n${en}`);
}

export function readOnly(folder, reason) {
	return [
		`В папку ${folder} нельзя писать (${reason}): скопируйте программу в свою папку.`,
		`The folder ${folder} cannot be written (${reason}): copy the program to a folder of your own.`,
	].join("\n");
}
