import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** @returns the text to store: "$argon2id$v=19$m=…,t=…,p=…$salt$hash" (the form of the argon2 reference code) */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const tag = await derive("argon2id", { message: normalise(password), nonce: salt, tagLength, ...cost });
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * @param stored what `hashPassword` gave
 * @throws Error when `stored` is of another form
 */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
	const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored);
	if (!parts) throw new Error("a stored password hash is of an unknown form");
	const expected = Buffer.from(parts[5]!, "base64");
	const tag = await derive("argon2id", {
		message: normalise(password),
		nonce: Buffer.from(parts[4]!, "base64"),
		memory: Number(parts[1]),
		passes: Number(parts[2]),
		parallelism: Number(parts[3]),
		tagLength: expected.length,
	});
	return timingSafeEqual(tag, expected);
}

let decoy: Promise<string> | null = null;

/** Costs as much as `verifyPassword` and fails, so that an unknown login cannot be told by the time it takes. */
export async function verifyNothing(password: string): Promise<false> {
	decoy ??= hashPassword(randomBytes(16).toString("hex"));
	await verifyPassword(password, await decoy);
	return false;
}

// the same letters typed on another keyboard may come composed otherwise
const normalise = (password: string) => password.normalize("NFKC");
const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
