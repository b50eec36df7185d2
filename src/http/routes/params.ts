import { z } from "zod";

/** An answer without a body. */
export const Nothing = z.undefined().meta({ description: "Done" });

/** The id in an address. */
export const IdParams = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** The same for tables whose ids are small. */
export const RowParams = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });
