import { z } from "zod";
import { fileReasons } from "../files/reasons.ts";

/** The shapes of photographs in the HTTP API. */

/** A photo of an answer; `id` stands in its address. Pixels, as it is shown upright. */
export const ReplyPhoto = z
	.object({
		id: z.string(),
		width: z.int(),
		height: z.int(),
		/** "edited": of one photo; "pair": two as one picture, how it was and how it is now; null: as it came */
		made: z.enum(["edited", "pair"]).nullable(),
	})
	.meta({ id: "ReplyPhoto" });

/** What became of a resident's file: "waiting" for the network, "kept" here, "refused" or "gone" with a reason. */
export const AttachedFile = z
	.object({
		/** stands in its address */
		number: z.int(),
		state: z.enum(["waiting", "kept", "refused", "gone"]),
		reason: z.enum(fileReasons).nullable(),
		width: z.int().nullable(),
		height: z.int().nullable(),
	})
	.meta({ id: "AttachedFile" });

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const photoId = z.string().regex(/^[0-9a-f]{64}$/);

export const MessageFileParams = z.object({ id, messageId: id, number: z.coerce.number().int().min(0).max(1000) });
export const PhotoParams = z.object({ id, photoId });
/** "thumb": at most 320 px; "view": at most 1600 px */
export const PhotoQuery = z.object({ size: z.enum(["thumb", "view"]).default("view") });
/** Photos of the draft, of which the one that is put there was made: one that was edited, or two, before and after. */
export const PutPhoto = z.object({
	insteadOf: z
		.string()
		.regex(/^[0-9a-f]{64}(,[0-9a-f]{64})?$/)
		.transform((ids) => [...new Set(ids.split(","))])
		.optional(),
});
/** All photos of the draft, in the order wanted. */
export const OrderPhotos = z.object({ photos: z.array(photoId).max(20) });

export type ReplyPhoto = z.infer<typeof ReplyPhoto>;
export type AttachedFile = z.infer<typeof AttachedFile>;
