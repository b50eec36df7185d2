import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Record<string, unknown>;

/** A provider that says whatever a test has it say. */
export type FalseProvider = {
	issuer: string;
	host: string;
	/** of its description; what is not named is as it should be */
	description: Claims;
	/** the whole of its description instead, as it comes over the line */
	raw: { status: number; type: string; body: string } | null;
	/** of the identity it gives out; null takes a claim away */
	claims: Claims;
	/** signs with a key that it does not show */
	signsFalsely: boolean;
	/** asked for, by path */
	asked: string[];
	close: () => Promise<void>;
};

const [shown, hidden] = [0, 1].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));

export async function startFalseProvider(): Promise<FalseProvider> {
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const path = request.url ?? "";
			provider.asked.push(path);
			const { status, type, body } = answer(provider, path);
			response.writeHead(status, { "content-type": type }).end(body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const close = async () => {
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	const provider: FalseProvider = {
		...{
			issuer: `http://${host}`,
			host,
			description: {},
			raw: null,
			claims: {},
			signsFalsely: false,
			asked: [],
			close,
		},
	};
	return provider;
}

function answer(provider: FalseProvider, path: string): { status: number; type: string; body: string } {
	const json = (value: unknown) => ({ status: 200, type: "application/json", body: JSON.stringify(value) });
	const { issuer } = provider;
	if (path === "/keys")
		return json({ keys: [{ ...shown!.publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] });
	if (path === "/token")
		return json({ access_token: "a", token_type: "Bearer", id_token: identity(provider), expires_in: 60 });
	if (provider.raw) return provider.raw;
	return json({
		...{ issuer, authorization_endpoint: `${issuer}/sign-in`, token_endpoint: `${issuer}/token` },
		...{ jwks_uri: `${issuer}/keys`, response_types_supported: ["code"], ...provider.description },
	});
}

function identity({ issuer, claims, signsFalsely }: FalseProvider): string {
	const now = Math.floor(Date.now() / 1000);
	const all = { iss: issuer, aud: "desk", sub: "anna", iat: now, exp: now + 60, ...claims };
	const told = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
	const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(told)}`;
	const { privateKey } = (signsFalsely ? hidden : shown)!;
	return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}
