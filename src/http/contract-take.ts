import { z } from "zod";

/** The shapes of what people bring in: by hand, by link, by file. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive();
const queryId = z.coerce.number().int().positive().max(2_147_483_647);

export const TakePages = z
	.object({ items: z.array(z.object({ id, channel: z.string(), name: z.string(), agencyId: id })) })
	.meta({ id: "TakePages" });

export const TakeByHand = z.object({
	pageId: id.max(2_147_483_647),
	source: z.enum(["phone", "counter", "letter", "other"]),
	text: z.string().trim().min(1).max(15_000),
	name: z.string().trim().max(200).optional(),
	/** a telephone, an address of mail: whoever carries the answer needs it; never published */
	contact: z.string().trim().max(300).optional(),
	address: z.string().trim().max(500).optional(),
	/** when the resident said it: not in the future, at most a year ago */
	sentAt: time,
	requestKey: z.string().min(8).max(100),
});

/** Where a message that was just stored will stand. `caseId` is null until it has been read: ask again then. */
export const Arrival = z
	.object({
		pageId: id,
		externalId: z.string(),
		caseId: id.nullable(),
		/** whether the asker may open the case: it may be another agency's */
		isVisible: z.boolean(),
	})
	.meta({ id: "Arrival" });
export const ArrivalQuery = z.object({ pageId: queryId, externalId: z.string().min(1).max(300) });

export type TakePages = z.infer<typeof TakePages>;
export type TakeByHand = z.input<typeof TakeByHand>;
export type Arrival = z.infer<typeof Arrival>;
