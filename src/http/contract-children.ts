import { z } from "zod";
import { CaseRow, Message } from "./contract-case.ts";

/** Merged cases as the case they are merged into shows them. */

export const Child = z
	.object({
		case: CaseRow,
		/** what became of the latest answer shared with it; `reason` tells why it does not fit or was refused */
		share: z
			.object({
				state: z.enum(["waiting", "queued", "covered", "answered", "failed", "dropped"]),
				reason: z.string().nullable(),
			})
			.nullable(),
	})
	.meta({ id: "Child" });
export const ChildPage = z
	.object({ items: z.array(Child), nextCursor: z.string().max(200).nullable() })
	.meta({ id: "ChildPage" });
export const ChildMessages = z.object({ items: z.array(Message) }).meta({ id: "ChildMessages" });

export type ChildPage = z.infer<typeof ChildPage>;
