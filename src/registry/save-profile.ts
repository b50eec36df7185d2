import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { SlaRule, TermsByPriority } from "../domain/sla-profile.ts";
import { countNamed } from "./reads-sla.ts";
import { insertProfile, putRule, updateProfile } from "./writes-sla.ts";

type Words = { titleRu: string; titleEn: string; terms: TermsByPriority };

/**
 * A new profile; nobody lives by it until a rule names it.
 * @returns its id
 * @throws DomainError forbidden, terms-code-taken
 */
export async function createProfile(tx: Tx, caller: Caller, order: Words & { code: string }): Promise<number> {
	requirePermission(caller, "sla.manage");
	const id = await insertProfile(tx, caller.regionId, caller.staffId, order);
	if (id === null) throw new DomainError("terms-code-taken", { code: order.code });
	await recordAudit(tx, caller, "terms-saved", { profileId: id, version: 1 });
	return id;
}

/**
 * Saves a profile as its next version; the earlier ones are kept.
 * @throws DomainError forbidden, not-found, terms-changed-meanwhile
 */
export async function saveProfile(
	tx: Tx,
	caller: Caller,
	profileId: number,
	order: Words & { version: number },
): Promise<void> {
	requirePermission(caller, "sla.manage");
	const saved = await updateProfile(tx, caller.regionId, caller.staffId, profileId, order);
	if (saved === null) throw new DomainError("not-found", { profileId });
	if (!saved.isDone) throw new DomainError("terms-changed-meanwhile", { version: saved.version });
	await recordAudit(tx, caller, "terms-saved", { profileId, version: saved.version });
}

/**
 * Says who lives by which profile: an agency, a topic or a group of topics, or, naming none of them, the whole region.
 * @param rule `profileId` null takes the rule away
 * @throws DomainError forbidden, agency-unknown, topic-unknown, not-found
 */
export async function setSlaRule(
	tx: Tx,
	caller: Caller,
	rule: Omit<SlaRule, "profileId"> & { profileId: number | null },
): Promise<void> {
	requirePermission(caller, "sla.manage");
	const known = await countNamed(tx, caller.regionId, rule);
	if (rule.agencyId !== null && !known.agency) throw new DomainError("agency-unknown", { agencyId: rule.agencyId });
	const { topicCode, groupCode } = rule;
	if ((topicCode !== null && !known.topic) || (groupCode !== null && !known.group))
		throw new DomainError("topic-unknown", { topicCode, groupCode });
	if (rule.profileId !== null && !known.profile) throw new DomainError("not-found", { profileId: rule.profileId });
	await putRule(tx, caller.regionId, rule);
	await recordAudit(tx, caller, "terms-chosen", rule);
}
