import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { requireChange, requireManager, requireOwner } from "./may-manage.ts";
import { lockArticle } from "./reads-article.ts";
import { insertArticle, setArticleArchived, updateArticle } from "./writes.ts";

export type ArticleGiven = {
	/** null: for the whole region */
	agencyId: number | null;
	title: string;
	/** Markdown */
	body: string;
	/** codes of topics and of groups */
	topics: string[];
	/** null: whoever makes it, or the owner as before */
	ownerId: number | null;
	/** "2027-03-01" */
	reviewOn: string;
};

/** @returns the id of the new article @throws DomainError forbidden, agency-unknown, topic-unknown, invalid-request */
export async function addArticle(db: Db, registry: Registry, caller: Caller, given: ArticleGiven): Promise<number> {
	requireManager(registry, caller, given.agencyId);
	const ownerId = given.ownerId ?? caller.staffId;
	return db.transaction().execute(async (tx) => {
		await requireOwner(tx, caller, ownerId);
		return insertArticle(tx, { region_id: caller.regionId, ...columnsOf(registry, given), owner_id: ownerId });
	});
}

/**
 * Changes an article as it was read; what it said before is kept. A later `reviewOn` says that it was reviewed.
 * @throws DomainError not-found, changed-meanwhile, and as `addArticle`
 */
export async function changeArticle(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	{ version, ...given }: ArticleGiven & { version: number },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const found = await lockArticle(tx, caller, id);
		const ownerId = await requireChange(tx, registry, caller, found, { version, ...given });
		const key = { regionId: caller.regionId, id, staffId: caller.staffId };
		await updateArticle(tx, key, { ...columnsOf(registry, given), owner_id: ownerId });
	});
}

/** Puts an article away, or brings it back; again does nothing. @throws DomainError not-found, forbidden */
export async function archiveArticle(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	at: Date | null,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const found = await lockArticle(tx, caller, id);
		requireManager(registry, caller, found.agency_id);
		if ((found.archived_at === null) !== (at === null)) await setArticleArchived(tx, caller.regionId, id, at);
	});
}

function columnsOf(registry: Registry, given: ArticleGiven) {
	const topics = [...new Set(given.topics)];
	const unknown = topics.find((code) => !registry.topics.has(code) && !registry.topicGroups.has(code));
	if (unknown !== undefined) throw new DomainError("topic-unknown", { topicCode: unknown });
	return {
		agency_id: given.agencyId,
		title: given.title.trim(),
		body: given.body,
		topics,
		review_on: given.reviewOn,
	};
}
