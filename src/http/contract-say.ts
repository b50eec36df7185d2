import { z } from "zod";

/** The shapes of what residents say of answers, and of cases that repeat each other. */

const id = z.int().positive();

export const Repeats = z.object({ repeatOf: id.nullable(), repeatedBy: z.array(id) }).meta({ id: "Repeats" });
export const UnlinkRepeat = z.object({ version: z.int(), reason: z.string().min(1).max(2000) });

export const SayLink = z
	.object({
		url: z.string(),
		/** what the answer may carry */
		line: z.string(),
	})
	.meta({ id: "SayLink" });

export const ResidentSays = z
	.object({
		items: z.array(
			z.object({
				replyId: id,
				/** link: by the page under the answer; word: by a short word in the thread */
				via: z.enum(["link", "word"]),
				/** 1 … 5 */
				rating: z.int().nullable(),
				isSolved: z.boolean().nullable(),
				isThanks: z.boolean(),
				/** what the resident says is still wrong */
				words: z.string().nullable(),
				saidAt: z.iso.datetime(),
			}),
		),
	})
	.meta({ id: "ResidentSays" });

export const ResidentSettings = z
	.object({
		/** a promise lies at most so many days ahead */
		promiseDays: z.int().min(1).max(1830),
		/** offered: an official may put the link under an answer; always: the desk does */
		sayLink: z.enum(["off", "offered", "always"]),
		/** also under posts, where everybody reads it */
		sayLinkInComments: z.boolean(),
		/** so many days after an answer the resident may rate it and reopen the case by the link */
		sayDays: z.int().min(1).max(365),
	})
	.meta({ id: "ResidentSettings" });
export type ResidentSettings = z.infer<typeof ResidentSettings>;

export type Repeats = z.infer<typeof Repeats>;
export type ResidentSays = z.infer<typeof ResidentSays>;
