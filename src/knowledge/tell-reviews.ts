import { findManagers } from "../access/reads-managers.ts";
import type { Db, Tx } from "../db/database.ts";
import { raiseDeskNotice } from "../notify/raise-desk-notice.ts";
import { takeOverdue } from "./reads-article.ts";
import type { OverdueArticle } from "./reads-article.ts";
import { updateReviewTold } from "./writes.ts";

const batchSize = 200;

/**
 * Tells the owner of each article whose review day is over, once for that day: those who manage articles where the owner is not
 * at work here any more. That it was told and the notice commit together, whichever workers do so at once.
 */
export async function tellReviews(db: Db, now: Date): Promise<void> {
	for (let taken = batchSize; taken === batchSize; )
		taken = await db.transaction().execute(async (tx) => {
			const overdue = await takeOverdue(tx, now, batchSize);
			for (const article of overdue) await tell(tx, article, now);
			return overdue.length;
		});
}

async function tell(tx: Tx, article: OverdueArticle, now: Date): Promise<void> {
	const { regionId, id: articleId, agencyId, ownerId, isOwned, reviewOn } = article;
	const staffIds = isOwned ? [ownerId] : await findManagers(tx, regionId, "template.manage", agencyId);
	await raiseDeskNotice(tx, { regionId, staffIds, code: "article-overdue", data: { articleId, reviewOn } }, now);
	await updateReviewTold(tx, regionId, articleId, reviewOn);
}
