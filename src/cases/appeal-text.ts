import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { putAppealText } from "./writes-appeal.ts";

/** What a resident is told until the region says it in words of its own; electronic appeals since 30.03.2025 only by who is identified. */
export const usualAppealText =
	"Здравствуйте! Если вам нужен официальный письменный ответ, подайте обращение: на Госуслугах в сервисе «Решаем вместе» " +
	"или на сайте ведомства со входом через Госуслуги. С 30 марта 2025 года электронные обращения принимают только так, " +
	"с подтверждением личности. Письмо можно отправить почтой или принести лично. Ответ придёт в течение 30 дней " +
	"со дня регистрации. Нужно ли вам официальное обращение? Напишите здесь: мы передадим всё, что вы уже рассказали.";

/** Where and how an appeal is filed, in the region's words: the beginning of an ordinary answer. */
export async function readAppealText(db: Db, caller: Caller): Promise<{ text: string; isUsual: boolean }> {
	const row = await db
		.selectFrom("formal_appeal_text")
		.select("text")
		.where("region_id", "=", caller.regionId)
		.executeTakeFirst();
	return { text: row?.text ?? usualAppealText, isUsual: !row };
}

/** @throws DomainError forbidden, reason-missing for an empty text */
export async function saveAppealText(db: Db, caller: Caller, given: string): Promise<void> {
	requirePermission(caller, "template.manage");
	const text = given.trim();
	if (text === "") throw new DomainError("reason-missing");
	await db.transaction().execute(async (tx) => {
		await putAppealText(tx, caller.regionId, caller.staffId, text);
		await recordAudit(tx, caller, "appeal-text-saved", { length: text.length });
	});
}
