import type { Db } from "../db/database.ts";
import { openPage, openPageColumns } from "./reads.ts";
import type { OpenPage } from "./reads.ts";

/** A page that residents or their programs open by its name. */
export type PublicPage = OpenPage;

/** Finds the pages that are doors of the desk's own, at most 2 s old; names nobody has are remembered too. */
export type PublicPages = {
	/** by the name in its address */
	find: (channel: string, externalId: string) => Promise<PublicPage | null>;
	/** the one page of a channel; null when there is none or more than one */
	only: (channel: string) => Promise<PublicPage | null>;
};

const ttlMs = 2_000;
const atMost = 20_000;

export function keepPublicPages(db: Db, secretKey: Buffer): PublicPages {
	const kept = new Map<string, { until: number; page: Promise<PublicPage | null> }>();
	const keep = (key: string, read: () => Promise<PublicPage | null>): Promise<PublicPage | null> => {
		const now = performance.now();
		const known = kept.get(key);
		if (known && known.until > now) return known.page;
		if (kept.size >= atMost) kept.clear();
		const page = read();
		kept.set(key, { until: now + ttlMs, page });
		// a failed read must not be served again
		page.catch(() => kept.delete(key));
		return page;
	};
	return {
		find: (channel, externalId) =>
			keep(`${channel}/${externalId}`, async () => {
				// no page is called like this, and the database cannot compare with NUL
				if (externalId.length > 200 || externalId.includes("\0")) return null;
				const [row] = await selectPages(db, channel).where("external_id", "=", externalId).execute();
				return row ? openPage(row, secretKey) : null;
			}),
		only: (channel) =>
			keep(channel, async () => {
				const [row, another] = await selectPages(db, channel).limit(2).execute();
				return row && !another ? openPage(row, secretKey) : null;
			}),
	};
}

const selectPages = (db: Db, channel: string) =>
	db.selectFrom("page").select(openPageColumns).where("channel", "=", channel).where("kind", "=", "official");
