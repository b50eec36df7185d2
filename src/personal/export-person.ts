import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { readPersonMessages, readPersonSays } from "../cases/reads-person.ts";
import type { PersonMessage, PersonSay } from "../cases/reads-person.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { endRequest } from "./writes.ts";

export type ExportFormat = "json" | "html";

/**
 * What is kept of the person of a request, as a file for them; each reading of it is written down.
 * @returns the file, and the cases it tells of
 * @throws DomainError forbidden, not-found, also for a request of erasure
 */
export async function exportPerson(
	db: Db,
	caller: Caller,
	requestId: number,
	format: ExportFormat,
	now: Date,
): Promise<{ file: string; caseIds: number[] }> {
	requirePermission(caller, "personal.manage");
	const request = await db
		.selectFrom("personal_request")
		.select(["case_ids"])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", requestId)
		.where("kind", "=", "export")
		.executeTakeFirst();
	if (!request) throw new DomainError("not-found", { requestId });
	const messages = await readPersonMessages(db, caller.regionId, request.case_ids);
	const says = await readPersonSays(db, caller.regionId, request.case_ids);
	await db.transaction().execute(async (tx) => {
		await endRequest(tx, caller.regionId, requestId, []);
		await recordAudit(tx, caller, "personal-data-exported", { requestId, format, messages: messages.length });
	});
	const madeAt = now.toISOString();
	const file =
		format === "json" ? JSON.stringify({ madeAt, messages, says }, null, "\t") : pageOf(messages, says, madeAt);
	return { file, caseIds: request.case_ids };
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** A page to read or print; it loads nothing. */
function pageOf(messages: readonly PersonMessage[], says: readonly PersonSay[], madeAt: string): string {
	const said = messages.map((message) => {
		const who = message.direction === "in" ? (message.authorName ?? "Вы") : "Ответ";
		const more = [message.contact, ...message.attachments, ...message.earlier.map((text) => `Было: ${text}`)];
		const lines = more.filter((line): line is string => line !== null).map((line) => `<p>${safe(line)}</p>`);
		return `<article><h2>№ ${message.caseId}, ${safe(message.at)}, ${safe(who)}</h2><p style="white-space:pre-wrap">${safe(message.text)}</p>${lines.join("")}</article>`;
	});
	const marks = says.map((say) => {
		const lines = [
			say.rating !== null && `Оценка: ${say.rating} из 5`,
			say.isSolved !== null && (say.isSolved ? "Решено" : "Не решено"),
			say.isThanks && "Благодарность",
			say.words,
		].filter((line): line is string => typeof line === "string");
		return `<article><h2>№ ${say.caseId}, ${safe(say.at)}, Ваша оценка ответа</h2>${lines.map((line) => `<p style="white-space:pre-wrap">${safe(line)}</p>`).join("")}</article>`;
	});
	return `<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Ваши данные</title><h1>Ваши сообщения и ответы на них</h1><p>${safe(madeAt)}</p>${[...said, ...marks].join("\n")}</html>\n`;
}
