import { sql } from "kysely";
import { readPresence } from "../cases/reads-presence.ts";
import type { Presence } from "../cases/reads-presence.ts";
import type { Db } from "../db/database.ts";

/** Who is at a case now, and whose readers may hear of it. */
export type PresenceNews = { caseId: number; agencyIds: number[]; presence: Presence };

/** Several people come to one case at once: told in one line. */
const pauseMs = 100;

/** Reads a case's presence once for all readers of this process, a moment after a notice "regionId:caseId". */
export function followPresence(
	db: Db,
	isFollowed: (regionId: number) => boolean,
	onNews: (regionId: number, news: PresenceNews) => void,
	onError: (error: unknown) => void,
): { note: (payload: string) => void; stop: () => void } {
	const timers = new Map<string, NodeJS.Timeout>();
	const read = async (payload: string, regionId: number, caseId: number): Promise<void> => {
		timers.delete(payload);
		try {
			const agencyIds = await agenciesOf(db, regionId, caseId);
			if (agencyIds) onNews(regionId, { caseId, agencyIds, presence: await readPresence(db, regionId, caseId) });
		} catch (error) {
			onError(error);
		}
	};
	return {
		note: (payload) => {
			const [, region, id] = /^(\d{1,9}):(\d{1,15})$/.exec(payload) ?? [];
			const [regionId, caseId] = [Number(region), Number(id)];
			if (!region || timers.has(payload) || !isFollowed(regionId)) return;
			timers.set(
				payload,
				setTimeout(() => void read(payload, regionId, caseId), pauseMs),
			);
		},
		stop: () => {
			for (const timer of timers.values()) clearTimeout(timer);
			timers.clear();
		},
	};
}

/** The agencies that see a case: the owner and whoever has a task in it; null when there is no such case. */
async function agenciesOf(db: Db, regionId: number, caseId: number): Promise<number[] | null> {
	const { rows } = await sql<{ ids: number[] }>`
		select array_remove(array[c.agency_id] || c.participants, null) as ids
		from "case" c where c.region_id = ${regionId} and c.id = ${caseId}`.execute(db);
	return rows[0]?.ids ?? null;
}

export const presenceLine = ({ caseId, presence }: PresenceNews): string =>
	`event: presence\ndata: ${JSON.stringify({ caseId, ...presence })}\n\n`;
