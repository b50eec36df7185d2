import { sql } from "kysely";
import { approveReply } from "../src/cases/approve-reply.ts";
import { readCase } from "../src/cases/reads-case.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import { channels } from "../src/channels/index.ts";
import type { Caller } from "../src/access/permissions.ts";
import type { ServerParts } from "../src/http/parts.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { secretKey } from "./region.ts";

/** A desk with a form, /f/town, and an Open311 endpoint, jurisdiction town.example; nothing is read until `ingest`. */
export type PublicDesk = Desk & {
	ingest: () => Promise<void>;
	/** has an answer written, approved and published for the newest case; gives the case */
	answer: (text: string) => Promise<number>;
};

export const apiKey = "a-key-of-the-programs";
export const formPageId = 21;
export const open311PageId = 22;

export async function openPublicDesk(change: Partial<ServerParts> = {}): Promise<PublicDesk> {
	const desk = await openDesk({ channels, ...change });
	const { db } = desk;
	const secrets = sealSecrets(secretKey, { apiKey });
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, settings, secrets) values
		(1, ${formPageId}, 'form', 'town', 'Приёмная города', 1, 'form-webhook', '{}', null),
		(1, ${open311PageId}, 'open311', 'town.example', 'Программы города', 1, 'open311-webhook', '{}', ${secrets})`.execute(
		db,
	);
	const registry = await readRegistry(db, 1);
	const registryOf = async () => registry;
	const enqueue = async (): Promise<void> => {};
	const knowledgeOf = keepKnowledge(db, registryOf, console.error);
	const parts = { db, channels, registry, registryOf, secretKey, enqueue, knowledgeOf, files: memoryStore() };
	const read = (caller: Caller, id: number) =>
		readCase({ ...parts, models: { topic: null, topicId: 0, agency: null } }, caller, id, new Date());
	return {
		...desk,
		ingest: () => ingestDeliveries(parts, 1),
		answer: async (text) => {
			const found = await db
				.selectFrom("case")
				.select(["id", "page_id"])
				.orderBy("id", "desc")
				.executeTakeFirstOrThrow();
			const { executor, approver } = desk.region;
			await saveReply(db, executor, found.id, { text, revision: null });
			const revision = (await read(executor, found.id)).reply?.revision ?? 0;
			await submitReply(parts, executor, found.id, { revision, requestKey: `key-${found.id}-${revision}` });
			await approveReply(parts, approver, found.id, (await read(executor, found.id)).reply?.revision ?? 0);
			await publishReply(parts, { regionId: 1, pageId: found.page_id });
			return found.id;
		},
	};
}
