import { sql } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { isOwned } from "../cases/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { fillTemplate } from "../domain/fill-template.ts";
import type { Known } from "../domain/fill-template.ts";
import type { Registry } from "../registry/reads.ts";
import { dateIn, dayOfYearIn, timeIn } from "./dates.ts";
import { offerTemplates, toTemplate } from "./reads-template.ts";
import type { ReplyKind } from "./reads-template.ts";
import { countUse } from "./writes.ts";

type CaseRow = {
	id: number;
	status: CaseStatus;
	agency_id: number | null;
	topic_code: string | null;
	territory_code: string | null;
	page_id: number;
	address: string | null;
	registered_at: Date;
	due_at: Date;
	author_name: string | null;
};

/**
 * What is offered for the answer of a case, the best first, filled as far as the desk can.
 * @throws DomainError not-found, also for a case of another agency; forbidden
 */
export async function offerForCase(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	query: { q?: string | undefined; kind?: ReplyKind | undefined; limit: number },
	now: Date,
) {
	requirePermission(caller, "reply.write");
	const found = await findCase(db, caller, caseId);
	const known = knownOf(registry, found, now);
	const rows = await offered(db, registry, caller, found, query, now);
	const day = dayOfYearIn(registry.region.timeZone, now);
	return {
		items: rows.slice(0, query.limit).map((row) => ({ ...toTemplate(row, day), ...fillTemplate(row.body, known) })),
	};
}

/**
 * Takes a template for the answer of a case: its text, filled, and the gaps that a person fills. Counted once for a case.
 * @throws DomainError not-found, also for a template that is not offered for this case today; forbidden
 */
export async function takeTemplate(
	db: Db,
	registry: Registry,
	caller: Caller,
	order: { caseId: number; templateId: number },
	now: Date,
): Promise<{ text: string; gaps: string[] }> {
	requirePermission(caller, "reply.write");
	return db.transaction().execute(async (tx) => {
		const found = await findCase(tx, caller, order.caseId);
		const rows = await offered(tx, registry, caller, found, {}, now);
		const row = rows.find(({ id }) => id === order.templateId);
		if (!row) throw new DomainError("not-found", { templateId: order.templateId });
		await countUse(tx, caller.regionId, row.id, found.id);
		return fillTemplate(row.body, knownOf(registry, found, now));
	});
}

function offered(
	db: Db | Tx,
	registry: Registry,
	caller: Caller,
	found: CaseRow,
	query: { q?: string | undefined; kind?: ReplyKind | undefined },
	now: Date,
) {
	const groupCode = registry.topics.get(found.topic_code ?? "")?.groupCode ?? null;
	const about = { agencyId: found.agency_id, topicCode: found.topic_code, groupCode, status: found.status };
	return offerTemplates(db, caller, { ...about, ...query }, dayOfYearIn(registry.region.timeZone, now));
}

async function findCase(db: Db | Tx, caller: Caller, caseId: number): Promise<CaseRow> {
	const result = await sql<CaseRow>`
		select c.id, c.status, c.agency_id, c.topic_code, c.territory_code, c.page_id, c.address, c.registered_at, c.due_at,
			(select m.author_name from message m where m.region_id = c.region_id and m.case_id = c.id and m.direction = 'in'
				order by m.sent_at desc, m.id desc limit 1) as author_name
		from "case" c where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${isOwned(caseScope(caller))}`.execute(
		db,
	);
	const [found] = result.rows;
	if (!found) throw new DomainError("not-found", { caseId });
	return found;
}

/** What the desk fills in; dates by the clock of the agency that answers. */
function knownOf(registry: Registry, found: CaseRow, now: Date): Known {
	const agency = registry.agencies.get(found.agency_id ?? 0);
	const zone = agency?.timeZone ?? registry.region.timeZone;
	const territory = registry.territories.find(({ code }) => code === found.territory_code);
	const values: Record<keyof Known, string | null | undefined> = {
		номер: String(found.id),
		имя: found.author_name,
		адрес: found.address,
		территория: territory?.name,
		тема: registry.topics.get(found.topic_code ?? "")?.titleRu,
		ведомство: agency?.name,
		"ведомство кратко": agency?.shortName,
		страница: registry.pages.get(found.page_id)?.name,
		дата: dateIn(zone, now),
		"дата обращения": dateIn(zone, found.registered_at),
		срок: timeIn(zone, found.due_at),
		"дата срока": dateIn(zone, found.due_at),
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
}
