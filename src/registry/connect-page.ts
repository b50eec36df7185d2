import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Channel, ConnectStep, SaveConnection } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { failureOf } from "./identify-page.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { inTime } from "./in-time.ts";
import { openSecrets, sealSecrets } from "./page-secrets.ts";
import { lockPage } from "./reads-pages.ts";
import type { OpenPage } from "./reads.ts";
import { restartTurns } from "./turns.ts";
import { updatePage } from "./writes.ts";
import { updateConnectSteps } from "./writes-health.ts";

/** Several calls of 15 s at most each, some of them waiting for the network's own look at us. */
const patienceSeconds = 120;

export type ConnectParts = {
	db: Db;
	secretKey: Buffer;
	/** the address under which networks reach the server, without a slash at the end */
	publicUrl: string;
	/** told after each change of keys or settings: the handshake of a network comes while this goes on */
	onSaved: () => void;
};

/**
 * Has the network deliver to us. Steps done stay done when a later one fails; what a step needs is committed before it.
 * @throws DomainError forbidden, page-not-able where a person must do it in the network
 */
export async function connectPage(
	parts: ConnectParts,
	caller: Caller,
	channel: Channel,
	page: OpenPage,
): Promise<ConnectStep[]> {
	requirePermission(caller, "page.manage");
	if (!channel.connect) throw new DomainError("page-not-able", { channel: page.channel });
	const seen = { ...page.secrets };
	const save: SaveConnection = async (change) => {
		Object.assign(seen, change.secrets);
		const saved = await saveConnection(parts, caller, page, change);
		parts.onSaved();
		return saved;
	};
	const webhookUrl = parts.publicUrl + page.webhookPath;
	const steps = await inTime(channel.connect(page, webhookUrl, save), patienceSeconds).catch((error): ConnectStep[] => [
		{ code: "check", state: "failed", text: failureOf(error).text },
	]);
	const told = steps.map((step) => ({ ...step, text: hideSecrets(step.text, seen) }));
	const key = { regionId: page.regionId, pageId: page.id };
	await parts.db.transaction().execute(async (tx) => {
		const now = new Date();
		await updateConnectSteps(tx, key, told, now);
		await restartTurns(tx, key, now);
		const results = told.map(({ code, state }) => `${code}: ${state}`);
		await recordAudit(tx, caller, "page-told-where-to-deliver", { pageId: page.id, results });
	});
	return told;
}

async function saveConnection(
	{ db, secretKey }: ConnectParts,
	caller: Caller,
	page: OpenPage,
	change: Parameters<SaveConnection>[0],
): Promise<OpenPage> {
	return db.transaction().execute(async (tx) => {
		const row = await lockPage(tx, page.regionId, page.id);
		if (!row) throw new DomainError("page-unknown", { pageId: page.id });
		const settings = { ...(row.settings as Record<string, unknown>), ...change.settings };
		const secrets = { ...(row.secrets ? openSecrets(secretKey, row.secrets) : {}), ...change.secrets };
		await updatePage(tx, page.regionId, page.id, {
			settings: JSON.stringify(settings),
			secrets: sealSecrets(secretKey, secrets),
		});
		const keysSet = Object.keys(change.secrets ?? {});
		const settingsSet = Object.keys(change.settings ?? {});
		await recordAudit(tx, caller, "page-connection-saved", { pageId: page.id, keysSet, settingsSet });
		return { ...page, settings, secrets };
	});
}
