import { z } from "zod";

/** The shapes of a region's own name and clock, and of how far it is set up. */

export const SaveRegion = z.object({ name: z.string().trim().min(1).max(200), timeZone: z.string().max(60) });
export const RegionSaved = z
	.object({ name: z.string(), timeZone: z.string(), recountId: z.int().nullable() })
	.meta({ id: "RegionSaved" });

const count = z.int();
export const FirstSteps = z
	.object({
		isNamed: z.boolean(),
		/** the last day of the calendars that differs from their week */
		holidaysUntil: z.iso.date().nullable(),
		agencies: count,
		people: count,
		writers: count,
		approvers: count,
		/** one may write an answer and another approve it */
		canAnswer: z.boolean(),
		canTriage: z.boolean(),
		rules: count,
		pages: count,
		hasCase: z.boolean(),
		hasAnswer: z.boolean(),
	})
	.meta({ id: "FirstSteps" });

export type SaveRegion = z.input<typeof SaveRegion>;
export type FirstSteps = z.infer<typeof FirstSteps>;
