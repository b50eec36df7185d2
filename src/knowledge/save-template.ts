import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { isDayOfYear } from "../domain/season.ts";
import type { Season } from "../domain/season.ts";
import type { Registry } from "../registry/reads.ts";
import { requireChange, requireManager, requireOwner } from "./may-manage.ts";
import { lockTemplate } from "./reads-template.ts";
import type { ReplyKind } from "./reads-template.ts";
import { insertTemplate, setTemplateArchived, updateTemplate } from "./writes.ts";

export type TemplateGiven = {
	/** null: for the whole region */
	agencyId: number | null;
	title: string;
	body: string;
	topicCode: string | null;
	groupCode: string | null;
	kind: ReplyKind | null;
	caseStatus: CaseStatus | null;
	season: Season | null;
	/** null: whoever makes it, or the owner as before */
	ownerId: number | null;
};

/** @returns the id of the new template @throws DomainError forbidden, agency-unknown, topic-unknown, season-unknown, invalid-request */
export async function addTemplate(db: Db, registry: Registry, caller: Caller, given: TemplateGiven): Promise<number> {
	requireManager(registry, caller, given.agencyId);
	const ownerId = given.ownerId ?? caller.staffId;
	return db.transaction().execute(async (tx) => {
		await requireOwner(tx, caller, ownerId);
		return insertTemplate(tx, { region_id: caller.regionId, ...columnsOf(registry, given), owner_id: ownerId });
	});
}

/**
 * Changes a template as it was read; what it said before is kept.
 * @throws DomainError not-found, changed-meanwhile, and as `addTemplate`; both the agency it leaves and the one it goes to are asked for
 */
export async function changeTemplate(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	{ version, ...given }: TemplateGiven & { version: number },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const found = await lockTemplate(tx, caller, id);
		const ownerId = await requireChange(tx, registry, caller, found, { version, ...given });
		const key = { regionId: caller.regionId, id, staffId: caller.staffId };
		await updateTemplate(tx, key, { ...columnsOf(registry, given), owner_id: ownerId });
	});
}

/** Puts a template away, or brings it back; again does nothing. @throws DomainError not-found, forbidden */
export async function archiveTemplate(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	at: Date | null,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const found = await lockTemplate(tx, caller, id);
		requireManager(registry, caller, found.agency_id);
		if ((found.archived_at === null) !== (at === null)) await setTemplateArchived(tx, caller.regionId, id, at);
	});
}

function columnsOf(registry: Registry, given: TemplateGiven) {
	const { topicCode, groupCode, season } = given;
	if (topicCode !== null && !registry.topics.has(topicCode)) throw new DomainError("topic-unknown", { topicCode });
	if (groupCode !== null && !registry.topicGroups.has(groupCode)) throw new DomainError("topic-unknown", { groupCode });
	if (topicCode !== null && groupCode !== null)
		throw new DomainError("invalid-request", { fields: [{ path: "groupCode", message: "a topic or a group" }] });
	if (season && !(isDayOfYear(season.from) && isDayOfYear(season.to))) throw new DomainError("season-unknown", season);
	return {
		agency_id: given.agencyId,
		title: given.title.trim(),
		body: given.body,
		topic_code: topicCode,
		group_code: groupCode,
		kind: given.kind,
		case_status: given.caseStatus,
		season_from: season?.from ?? null,
		season_to: season?.to ?? null,
	};
}
