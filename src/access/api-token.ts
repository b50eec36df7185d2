import { randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

/*
 * "otk_", 32 random letters and digits (190 bits), and 6 that follow from them: programs that look for lost secrets know one by
 * its look and need ask nobody, and a mistyped one never reaches the database.
 */
const prefix = "otk_";
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const randomLength = 32;
const sumLength = 6;
const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + sumLength}}$`);

/** CRC-32 of what stands before it, in base 62. */
function sumOf(text: string): string {
	let sum = "";
	for (let rest = crc32(text); sum.length < sumLength; rest = Math.floor(rest / digits.length))
		sum = digits[rest % digits.length] + sum;
	return sum;
}

export function newApiToken(): string {
	const random = Array.from({ length: randomLength }, () => digits[randomInt(digits.length)]).join("");
	return `${prefix}${random}${sumOf(prefix + random)}`;
}

/** Whether a text can be one of ours at all. */
export function isApiToken(text: string): boolean {
	return shape.test(text) && sumOf(text.slice(0, -sumLength)) === text.slice(-sumLength);
}
