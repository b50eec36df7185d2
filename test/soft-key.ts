import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A passkey without a device: the tests say what it does wrong. */
export type SoftKey = {
	id: string;
	/** answers as a browser does to the options for a new passkey */
	make: (challenge: string, wrong?: Wrong) => object;
	/** answers as a browser does to the options for a sign-in */
	answer: (challenge: string, wrong?: Wrong) => object;
};

export type Wrong = {
	origin?: string;
	rpId?: string;
	type?: string;
	isUnverified?: boolean;
	counter?: number;
	userHandle?: string;
	isForged?: boolean;
};

export function softKey(origin: string, rpId: string): SoftKey {
	const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const rawId = randomBytes(16);
	const id = rawId.toString("base64url");
	let used = 0;
	const clientData = (type: string, challenge: string, wrong: Wrong) =>
		Buffer.from(JSON.stringify({ type: wrong.type ?? type, challenge, origin: wrong.origin ?? origin }));
	const dataOf = (flags: number, wrong: Wrong) => {
		const counter = Buffer.alloc(4);
		counter.writeUInt32BE(wrong.counter ?? ++used);
		const rpIdHash = createHash("sha256")
			.update(wrong.rpId ?? rpId)
			.digest();
		// WebAuthn 6.1: present 1, verified 4, with a credential 64
		return Buffer.concat([rpIdHash, Buffer.of(wrong.isUnverified ? flags & ~4 : flags), counter]);
	};
	const shell = (response: object) => ({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
	return {
		id,
		make: (challenge, wrong = {}) => {
			const { x = "", y = "" } = publicKey.export({ format: "jwk" });
			const idLength = Buffer.of(0, rawId.length);
			const key = coseKey(Buffer.from(x, "base64url"), Buffer.from(y, "base64url"));
			const authData = Buffer.concat([dataOf(1 | 4 | 64, wrong), Buffer.alloc(16), idLength, rawId, key]);
			return shell({
				clientDataJSON: clientData("webauthn.create", challenge, wrong).toString("base64url"),
				attestationObject: attestation(authData).toString("base64url"),
				transports: ["internal"],
			});
		},
		answer: (challenge, wrong = {}) => {
			const told = clientData("webauthn.get", challenge, wrong);
			const authData = dataOf(1 | 4, wrong);
			const signed = Buffer.concat([authData, createHash("sha256").update(told).digest()]);
			const by = wrong.isForged ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : privateKey;
			return shell({
				clientDataJSON: told.toString("base64url"),
				authenticatorData: authData.toString("base64url"),
				signature: sign("sha256", signed, by).toString("base64url"),
				...(wrong.userHandle !== undefined && { userHandle: Buffer.from(wrong.userHandle).toString("base64url") }),
			});
		},
	};
}

/** CBOR of an ES256 key: kty 2, alg -7, crv 1, x, y (RFC 9053, 7.1). */
const coseKey = (x: Buffer, y: Buffer): Buffer =>
	Buffer.concat([Buffer.from("a5010203262001215820", "hex"), x, Buffer.from("225820", "hex"), y]);

/** CBOR of an attestation that attests nothing: {fmt: "none", attStmt: {}, authData}. */
const attestation = (authData: Buffer): Buffer =>
	Buffer.concat([
		Buffer.from("a363666d74646e6f6e656761747453746d74a0686175746844617461", "hex"),
		Buffer.of(0x58, authData.length),
		authData,
	]);
