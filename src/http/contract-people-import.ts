import { z } from "zod";
import { rowTroubles } from "../ingest/people/plan-people.ts";

/** The shapes of an import of people in the HTTP API. */

export const PeopleRow = z.object({
	line: z.int(),
	login: z.string(),
	name: z.string(),
	kind: z.enum(["new", "changed", "same", "refused"]),
	changes: z.array(z.enum(["name", "agency", "roles"])),
	troubles: z.array(z.enum(rowTroubles)),
});
export const PeoplePreview = z
	.object({
		rows: z.array(PeopleRow),
		/** stands for exactly these changes; the import asks for it */
		print: z.string(),
	})
	.meta({ id: "PeoplePreview" });
export const ImportPeopleQuery = z.object({ print: z.string().regex(/^[\da-f]{64}$/) });
/** Passwords are shown here and never again. */
export const ImportedPeople = z
	.object({
		added: z.array(z.object({ login: z.string(), name: z.string(), password: z.string() })),
		changed: z.int(),
	})
	.meta({ id: "ImportedPeople" });

export type PeopleRow = z.infer<typeof PeopleRow>;
export type PeoplePreview = z.infer<typeof PeoplePreview>;
export type ImportedPeople = z.infer<typeof ImportedPeople>;
