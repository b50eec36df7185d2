import { requireRegional } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockTopic } from "./reads-topics.ts";
import { insertTopic, insertTopicVersion, updateTopic } from "./writes-topics.ts";

export type TopicOrder = { titleRu: string; titleEn: string; isActive: boolean };

/**
 * Another name of a topic, or an end of its being offered; what it was stays as a version, and cases keep it.
 * @throws DomainError forbidden, topic-unknown, changed-meanwhile
 */
export async function saveTopic(
	db: Db,
	caller: Caller,
	code: string,
	{ version, ...order }: TopicOrder & { version: number },
): Promise<void> {
	requireRegional(caller, "sla.manage");
	await db.transaction().execute(async (tx) => {
		const before = await lockTopic(tx, caller.regionId, code);
		if (!before) throw new DomainError("topic-unknown", { topicCode: code });
		if (before.version !== version) throw new DomainError("changed-meanwhile");
		const { titleRu, titleEn, isActive } = order;
		if (before.titleRu === titleRu && before.titleEn === titleEn && before.isActive === isActive) return;
		await insertTopicVersion(tx, caller.regionId, before, caller.staffId);
		await updateTopic(tx, caller.regionId, code, { ...order, version: version + 1 });
		await recordAudit(tx, caller, "topic-saved", { topicCode: code, version: version + 1, isActive });
	});
}

/** A topic of the region's own, at the end of its group. @throws DomainError forbidden, topic-unknown (the group) */
export async function addTopic(
	db: Db,
	caller: Caller,
	order: { groupCode: string; titleRu: string; titleEn: string; isPhysical: boolean },
): Promise<void> {
	requireRegional(caller, "sla.manage");
	await db.transaction().execute(async (tx) => {
		const code = await insertTopic(tx, caller.regionId, order);
		if (code === null) throw new DomainError("topic-unknown", { groupCode: order.groupCode });
		await recordAudit(tx, caller, "topic-added", { topicCode: code });
	});
}
