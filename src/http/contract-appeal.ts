import { z } from "zod";

/** The shapes of formal appeals under Federal Law 59-FZ. Days are "2026-11-28", of the region's time zone. */

const id = z.int().positive();
const day = z.iso.date();
const words = z.string().max(2000);

const Ground = z.discriminatedUnion("basis", [
	z.object({ basis: z.literal("resident-word"), messageId: id.max(Number.MAX_SAFE_INTEGER) }),
	z.object({ basis: z.literal("law"), article: z.string().min(1).max(300) }),
]);

export const HandToAppeal = z.object({ version: z.int(), reason: z.string().min(1).max(2000), ground: Ground });

export const ChangeAppeal = z.object({
	version: z.int(),
	change: z.union([
		z.object({ as: z.literal("registered"), number: z.string().trim().min(1).max(100), on: day }),
		z.object({ as: z.enum(["answered", "withdrawn"]), on: day, result: words }),
		z.object({ as: z.literal("told"), how: z.enum(["phone", "meeting"]) }),
		/** the answer, published in the case, that told it */
		z.object({ as: z.literal("told"), how: z.literal("reply"), replyId: id.max(Number.MAX_SAFE_INTEGER) }),
	]),
});

const states = ["handed", "registered", "answered", "withdrawn"] as const;

export const AppealQuery = z.object({
	caseId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
	state: z.enum(states).optional(),
	/** open ones whose day comes within so many days, or is past */
	within: z.coerce.number().int().min(0).max(60).optional(),
	limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const FormalAppeal = z
	.object({
		id,
		caseId: id,
		agencyId: id.nullable(),
		basis: z.enum(["resident-word", "law"]),
		messageId: id.nullable(),
		article: z.string().nullable(),
		reason: z.string(),
		handedAt: z.iso.datetime(),
		/** three days after it was handed over */
		registerBy: day,
		registeredNumber: z.string().nullable(),
		registeredOn: day.nullable(),
		/** thirty days after its registration */
		dueOn: day.nullable(),
		daysLeft: z.int().nullable(),
		state: z.enum(states),
		endedOn: day.nullable(),
		result: z.string().nullable(),
		/** how the resident was told where and how an appeal is filed; null: not yet */
		toldHow: z.enum(["reply", "phone", "meeting"]).nullable(),
		version: z.int(),
	})
	.meta({ id: "FormalAppeal" });

export const FormalAppealList = z.object({ items: z.array(FormalAppeal) }).meta({ id: "FormalAppealList" });
/** `isUsual`: the region has no words of its own yet */
export const AppealText = z.object({ text: z.string(), isUsual: z.boolean() }).meta({ id: "AppealText" });
export const SaveAppealText = z.object({ text: z.string().max(4000) });

export type FormalAppealList = z.infer<typeof FormalAppealList>;
export type AppealText = z.infer<typeof AppealText>;
export type FormalAppeal = z.infer<typeof FormalAppeal>;
export type HandToAppeal = z.infer<typeof HandToAppeal>;
export type ChangeAppeal = z.infer<typeof ChangeAppeal>;
