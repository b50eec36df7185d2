import { z } from "zod";
import { importFields } from "../ingest/imports/mapping.ts";
import { handSources } from "../ingest/take-by-hand.ts";

/** The shapes of what people bring in: by hand, by link, by file. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive();
const queryId = z.coerce.number().int().positive().max(2_147_483_647);

export const TakePages = z
	.object({ items: z.array(z.object({ id, channel: z.string(), name: z.string(), agencyId: id })) })
	.meta({ id: "TakePages" });

export const TakeByHand = z.object({
	pageId: id.max(2_147_483_647),
	source: z.enum(handSources),
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

const column = z.string().min(1).max(200);
const Mapping = z.partialRecord(z.enum(importFields), column);

export const UploadQuery = z.object({ pageId: queryId, fileName: z.string().min(1).max(300) });

/** The first rows of a file that waits for its mapping: which column is which field, by the column's name. */
export const ImportPreview = z
	.object({
		id,
		columns: z.array(z.string()),
		rows: z.array(z.array(z.string())),
		mapping: Mapping,
		/** the page's own mapping, and it fits this file */
		isSaved: z.boolean(),
	})
	.meta({ id: "ImportPreview" });
export const StartImport = z.object({ mapping: Mapping });

const importShape = {
	id,
	pageId: id,
	fileName: z.string(),
	status: z.enum(["uploaded", "running", "done", "failed"]),
	/** why the rest of the file could not be read */
	failure: z.string().nullable(),
	rowsDone: z.int(),
	counts: z.object({ new: z.int(), known: z.int(), changed: z.int(), refused: z.int() }),
	uploadedAt: time,
	uploadedByName: z.string(),
	finishedAt: time.nullable(),
};
export const Import = z.object(importShape).meta({ id: "Import" });
export const ImportList = z.object({ items: z.array(Import) }).meta({ id: "ImportList" });
/** Rows that could not be taken come in their order; `after` is the number of the last one known. */
export const ImportQuery = z.object({
	after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
	limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const ImportReport = z
	.object({
		...importShape,
		refusals: z.array(z.object({ rowNumber: z.int(), reason: z.string(), number: z.string().nullable() })),
	})
	.meta({ id: "ImportReport" });

export type ImportPreview = z.infer<typeof ImportPreview>;
export type ImportMapping = z.infer<typeof Mapping>;
export type Import = z.infer<typeof Import>;
export type ImportList = z.infer<typeof ImportList>;
export type ImportReport = z.infer<typeof ImportReport>;
export type TakePages = z.infer<typeof TakePages>;
export type TakeByHand = z.input<typeof TakeByHand>;
export type Arrival = z.infer<typeof Arrival>;

export const PasteLink = z.object({ url: z.string().trim().min(4).max(2000) });
/** `agencyId`: whose the community is counted as when the desk does not know it yet */
export const TakeLink = PasteLink.extend({ agencyId: id.max(2_147_483_647).optional() });

/** What a pasted link leads to. */
export const LinkPreview = z
	.object({
		channel: z.string(),
		/** the post over a comment */
		title: z.string().nullable(),
		text: z.string(),
		sentAt: time,
		url: z.string().nullable(),
		/** null: the community is new to the desk */
		pageId: id.nullable(),
		agencyId: id,
		/** the case that it has already */
		caseId: id.nullable(),
		isVisible: z.boolean(),
	})
	.meta({ id: "LinkPreview" });
/** `isKnown`: the message had a case already, and it is this one */
export const TakenLink = Arrival.extend({ isKnown: z.boolean() }).meta({ id: "TakenLink" });

export const WatchCommunity = z.object({
	channel: z.string().max(30),
	/** a link, a short name or a number */
	address: z.string().trim().min(1).max(2000),
	agencyId: id.max(2_147_483_647).optional(),
});
export const Watched = z.object({ pageId: id }).meta({ id: "Watched" });

export type LinkPreview = z.infer<typeof LinkPreview>;
export type TakenLink = z.infer<typeof TakenLink>;

export const MakeExport = z.object({ pageId: id.max(2_147_483_647) });
export const MadeExport = z.object({ id, count: z.int() }).meta({ id: "MadeExport" });
export const ExportFile = z.object({ format: z.enum(["csv", "xlsx"]).default("xlsx") });
export const MarkedExport = z
	.object({
		carried: z.int(),
		/** settled in another way since the file was made */
		skipped: z.int(),
	})
	.meta({ id: "MarkedExport" });
export const AnswerExportList = z
	.object({
		items: z.array(
			z.object({
				id,
				pageId: id,
				count: z.int(),
				madeAt: time,
				madeByName: z.string(),
				carriedAt: time.nullable(),
			}),
		),
	})
	.meta({ id: "AnswerExportList" });

export type AnswerExportList = z.infer<typeof AnswerExportList>;
export type MadeExport = z.infer<typeof MadeExport>;
export type MarkedExport = z.infer<typeof MarkedExport>;
