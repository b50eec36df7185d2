import type { Db } from "../db/database.ts";
import { findWebhookPage } from "./reads.ts";
import type { OpenPage } from "./reads.ts";

/** Finds pages by their webhook address, at most 2 s old, so that a busy page costs no query per delivery. */
export type WebhookPages = {
	find: (channel: string, webhookKey: string) => Promise<OpenPage | null>;
	/** forgets all: after a page was saved in this process */
	forget: () => void;
};

const ttlMs = 2_000;
const atMost = 20_000;

/** Unknown addresses are remembered too, so that guessing costs the database little. A failed read is not remembered. */
export function keepWebhookPages(db: Db, secretKey: Buffer): WebhookPages {
	const kept = new Map<string, { until: number; page: Promise<OpenPage | null> }>();
	return {
		find: (channel, webhookKey) => {
			const key = `${channel}/${webhookKey}`;
			const now = performance.now();
			const known = kept.get(key);
			if (known && known.until > now) return known.page;
			if (kept.size >= atMost) kept.clear();
			const page = findWebhookPage(db, channel, webhookKey, secretKey);
			const entry = { until: now + ttlMs, page };
			kept.set(key, entry);
			page.catch(() => {
				if (kept.get(key) === entry) kept.delete(key);
			});
			return page;
		},
		forget: () => kept.clear(),
	};
}
