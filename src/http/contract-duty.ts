import { z } from "zod";

/** The shapes of the duty rota and of absences. Times are ISO 8601. */

/** working time is known for these years */
const time = z.iso
	.datetime({ offset: true })
	.refine((at) => at >= "1971" && at < "2100", { message: "not between 1971 and 2099" });
const id = z.int().positive();
const span = { from: time, to: time };

const DutyShift = z
	.object({
		id,
		/** null: for the whole region */
		agencyId: id.nullable(),
		staffId: id,
		staffName: z.string(),
		...span,
	})
	.meta({ id: "DutyShift" });

export const RotaQuery = z.object({
	...span,
	agencyId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
export const DutyRota = z
	.object({
		items: z.array(DutyShift),
		/** times that two shifts share */
		overlaps: z.array(z.object({ ...span, shiftIds: z.array(id) })),
		/** nights and days off in which nobody is on duty */
		gaps: z.array(z.object(span)),
	})
	.meta({ id: "DutyRota" });
export const SaveShift = z.object({
	agencyId: z.int().positive().max(2_147_483_647).nullable(),
	staffId: z.int().positive().max(2_147_483_647),
	...span,
});
export const SavedShift = z.object({ id }).meta({ id: "SavedShift" });
export const DutyNow = z.object({ at: time, items: z.array(DutyShift) }).meta({ id: "DutyNow" });

export const AbsenceQuery = z.object(span);
export const AbsenceList = z
	.object({
		items: z.array(
			z.object({
				id,
				staffId: id,
				staffName: z.string(),
				substituteId: id,
				substituteName: z.string(),
				...span,
			}),
		),
	})
	.meta({ id: "AbsenceList" });
export const SaveAbsence = z.object({
	staffId: z.int().positive().max(2_147_483_647),
	substituteId: z.int().positive().max(2_147_483_647),
	...span,
});
export const SavedAbsence = z.object({ id }).meta({ id: "SavedAbsence" });

export type DutyRota = z.infer<typeof DutyRota>;
export type DutyNow = z.infer<typeof DutyNow>;
export type AbsenceList = z.infer<typeof AbsenceList>;
export type SaveShift = z.input<typeof SaveShift>;
export type SaveAbsence = z.input<typeof SaveAbsence>;
