import { randomInt } from "node:crypto";

// nothing that is read as something else on paper or over the telephone
const letters = "abcdefghkmnpqrstuvwxyz23456789";

/** A text for a person to type: groups of random letters, e.g. "kfme-7hwr-tq3n-xd8v" (5 bits a letter). */
export function spokenSecret(groups: number, size: number): string {
	const group = () => Array.from({ length: size }, () => letters[randomInt(letters.length)]).join("");
	return Array.from({ length: groups }, group).join("-");
}

/** A password that is shown once and changed at the first sign-in: 79 bits. */
export const newPassword = (): string => spokenSecret(4, 4);
