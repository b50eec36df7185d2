import type { CustomFetch } from "openid-client";
import type { Db, Tx } from "../db/database.ts";
import { tryUnseal } from "../db/sealed.ts";
import { DomainError } from "../domain/errors.ts";
import { readIdentity, signInAddress } from "./ask-provider.ts";
import type { Identity, ProviderAccess, Secrets } from "./ask-provider.ts";
import { isSecondFactor } from "./check-second-factor.ts";
import { claimAttempt } from "./claim-attempt.ts";
import { findComingPerson } from "./coming-person.ts";
import { openSession } from "./open-session.ts";
import type { Visit } from "./open-session.ts";
import { faultOf, troubleOf } from "./provider-trouble.ts";
import type { SignInTrouble } from "./provider-trouble.ts";
import { readCaller } from "./read-caller.ts";
import { findComing, findProvider } from "./reads-providers.ts";
import type { ProviderRow } from "./reads-providers.ts";
import { recordAudit } from "./record-audit.ts";
import { newToken } from "./session-token.ts";
import { keepStep, seeStep, takeStep } from "./sign-in-step.ts";
import type { Step } from "./sign-in-step.ts";
import { clearFailures, insertAuditEvent } from "./writes.ts";
import { insertLink } from "./writes-providers.ts";

/** How the desk reaches providers, and they it. */
export type ProviderParts = {
	db: Db;
	secretKey: Buffer;
	publicUrl: string;
	fetch: CustomFetch;
	trustedHosts: readonly string[];
};

/** Where a provider sends people back; it must know this address. */
export const returnUrlOf = (publicUrl: string, providerId: number): string =>
	`${publicUrl}/api/sign-in/providers/${providerId}/return`;

/** @throws DomainError provider-refused when its secret was sealed with another key */
export function accessOf(parts: ProviderParts, provider: ProviderRow): ProviderAccess {
	const clientSecret = tryUnseal(parts.secretKey, provider.client_secret);
	if (clientSecret === null) throw new DomainError("provider-refused", { reason: "secret-sealed" });
	return {
		...{ issuer: provider.issuer, clientId: provider.client_id, clientSecret },
		...{ returnUrl: returnUrlOf(parts.publicUrl, provider.id), fetch: parts.fetch, trustedHosts: parts.trustedHosts },
		asksEmail: provider.finds_by === "email" || provider.new_roles.length > 0,
	};
}

/**
 * Begins a sign-in, or the linking of somebody who is signed in.
 * @returns where the browser goes
 * @throws DomainError not-found when there is no such provider or it is off, provider-refused with `reason`
 */
export async function beginAtProvider(
	parts: ProviderParts,
	order: { providerId: number; browser: string; next: string | null; linkTo?: { regionId: number; staffId: number } },
): Promise<string> {
	const provider = await findProvider(parts.db, order.providerId);
	const { linkTo } = order;
	if (!provider?.is_on || (linkTo && linkTo.regionId !== provider.region_id)) throw new DomainError("not-found");
	const secrets: Secrets = { state: newToken(), nonce: newToken(), verifier: newToken() };
	let address: string;
	try {
		address = await signInAddress(accessOf(parts, provider), secrets);
	} catch (error) {
		if (error instanceof DomainError) throw error;
		throw new DomainError("provider-refused", { reason: faultOf(error) });
	}
	const { nonce, verifier } = secrets;
	await keepStep(parts.db, "provider", {
		...{ key: secrets.state, browser: order.browser, providerId: provider.id },
		...(linkTo && { staffId: linkTo.staffId }),
		data: { nonce, verifier, next: order.next },
	});
	return address;
}

export type Return = {
	providerId: number;
	/** of the address by which the browser came back, "?" and all */
	query: string;
	browser: string | null;
	/** of the session that the browser has already */
	session: string | null;
	visit: Visit;
};

/** What became of a return. `code`: the second step is still owed. */
export type Outcome =
	| { kind: "signed-in"; token: string; next: string | null }
	| { kind: "code"; next: string | null }
	| { kind: "linked" }
	| { kind: "refused"; trouble: SignInTrouble; isLinking: boolean; next: string | null };

/** Goes on where the provider has sent somebody back. Never throws for what came from outside. */
export async function finishAtProvider(parts: ProviderParts, back: Return): Promise<Outcome> {
	const state = new URLSearchParams(back.query).get("state") ?? "";
	const step = await takeStep(parts.db, "provider", { key: state, browser: back.browser });
	if (typeof step === "string" || step.providerId !== back.providerId)
		return refused(step === "over" ? "expired" : "state-wrong");
	const isLinking = step.staffId !== null;
	const next = typeof step.data.next === "string" ? step.data.next : null;
	const provider = await findProvider(parts.db, back.providerId);
	if (!provider?.is_on) return refused("provider-off", { isLinking, next });
	const found = await askWho(parts, provider, step, { state, query: back.query });
	if (typeof found === "string") return refused(found, { isLinking, next });
	if (isLinking) return finishLinking(parts.db, provider, { identity: found, staffId: step.staffId!, back });
	return enter(parts.db, provider, { identity: found, back, next });
}

const refused = (
	trouble: SignInTrouble,
	{ isLinking, next }: { isLinking: boolean; next: string | null } = { isLinking: false, next: null },
): Outcome => ({ kind: "refused", trouble, isLinking, next });

async function askWho(
	parts: ProviderParts,
	provider: ProviderRow,
	{ data }: Step,
	{ state, query }: { state: string; query: string },
): Promise<Identity | SignInTrouble> {
	try {
		const secrets = { state, nonce: String(data.nonce), verifier: String(data.verifier) };
		const identity = await readIdentity(accessOf(parts, provider), secrets, query);
		// the database keeps no NUL, and no standard allows so long a name (OpenID Connect Core 1.0, 2)
		return identity.subject.includes("\0") || identity.subject.length > 255 ? "token-refused" : identity;
	} catch (error) {
		return error instanceof DomainError ? "client-refused" : troubleOf(error);
	}
}

type Coming = { identity: Identity; back: Return };

async function finishLinking(
	db: Db,
	provider: ProviderRow,
	{ identity, back, staffId }: Coming & { staffId: number },
): Promise<Outcome> {
	const caller = back.session === null ? null : await readCaller(db, back.session, back.visit.ip);
	const isSame = caller?.regionId === provider.region_id && caller.staffId === staffId;
	if (!caller || !isSame) return refused("other-session", { isLinking: true, next: null });
	const { regionId } = caller;
	const isNew = await db.transaction().execute(async (tx) => {
		const made = await insertLink(tx, { regionId, providerId: provider.id, staffId, subject: identity.subject });
		if (made) await recordAudit(tx, caller, "sign-in-linked", { providerId: provider.id, personId: staffId });
		return made;
	});
	return isNew ? { kind: "linked" } : refused("linked-otherwise", { isLinking: true, next: null });
}

async function enter(
	db: Db,
	provider: ProviderRow,
	{ identity, back, next }: Coming & { next: string | null },
): Promise<Outcome> {
	const { visit, browser } = back;
	return db.transaction().execute(async (tx): Promise<Outcome> => {
		const found = await findComingPerson(tx, provider, identity);
		if ("trouble" in found) {
			await noteRefusal(tx, provider, visit, found.trouble);
			return refused(found.trouble, { isLinking: false, next });
		}
		const { person } = found;
		if (person.totp_secret && !provider.is_second_factor) {
			const of = { regionId: person.region_id, staffId: person.id, providerId: provider.id };
			await keepStep(tx, "code", { key: browser ?? "", browser: browser ?? "", ...of });
			return { kind: "code", next };
		}
		const proof = { by: "provider", isStrong: provider.is_second_factor, providerId: provider.id } as const;
		return { kind: "signed-in", token: await openSession(tx, person, visit, proof), next };
	});
}

const noteRefusal = (tx: Tx, provider: ProviderRow, { ip }: Visit, reason: SignInTrouble): Promise<void> =>
	insertAuditEvent(tx, {
		...{ regionId: provider.region_id, type: "sign-in-refused", actorId: null, ip },
		data: { by: "provider", providerId: provider.id, reason },
	});

/**
 * The second step of somebody whom a provider has sent back already.
 * @returns the token for the cookie
 * @throws DomainError sign-in-step-over, sign-in-throttled, second-factor-wrong
 */
export async function finishByCode(
	db: Db,
	secretKey: Buffer,
	{ browser, code, visit }: { browser: string | null; code: string; visit: Visit },
): Promise<string> {
	const at = { key: browser ?? "", browser: browser ?? "" };
	const step = browser === null ? null : await seeStep(db, "code", at);
	const person =
		step && (await db.transaction().execute((tx) => findComing(tx, step.region_id!, { id: step.staff_id! })));
	if (!step || !person?.is_active) throw new DomainError("sign-in-step-over");
	const failures = await claimAttempt(db, { login: person.login, ip: visit.ip });
	if (!(await isSecondFactor(db, secretKey, person, code))) {
		const who = { regionId: person.region_id, actorId: person.id, ip: visit.ip };
		await insertAuditEvent(db, { ...who, type: "sign-in-refused", data: { reason: "wrong-code", failures } });
		throw new DomainError("second-factor-wrong");
	}
	return db.transaction().execute(async (tx) => {
		if (typeof (await takeStep(tx, "code", at)) === "string") throw new DomainError("sign-in-step-over");
		await clearFailures(tx, person.login);
		return openSession(tx, person, visit, { by: "provider", isStrong: true, providerId: step.provider_id! });
	});
}
