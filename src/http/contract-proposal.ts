import { z } from "zod";

/** What the machine proposes for a case, and why: parts of a case's shape in the HTTP API. */

const id = z.int().positive();
/** 0 … 1 */
const share = z.number();

export const Proposal = z
	.object({
		topicCode: z.string().nullable(),
		topicConfidence: share.nullable(),
		/** words of the message that spoke for the topic */
		topicWords: z.array(z.string()),
		/** up to three, best first */
		topics: z.array(z.object({ topicCode: z.string(), confidence: share })),
		/** sure enough for the agency to have had it at once */
		isSure: z.boolean(),
		/** how often it must be right where it acts alone, as the region wants it now */
		wantedPrecision: share,
		/** up to three, best first */
		agencies: z.array(
			z.object({
				agencyId: id,
				/** null where a person's rule speaks */
				probability: share.nullable(),
				/** "rule:…", "history:…", "text" or "page" */
				reason: z.string(),
				/** settled cases behind a share of the history, else 0 */
				cases: z.int(),
			}),
		),
		/** up to three, best first */
		places: z.array(
			z.object({
				territoryCode: z.string().nullable(),
				/** for people, e.g. "ул. Ленина, 25, Озёрск" */
				label: z.string(),
				confidence: share,
				latitude: z.number().nullable(),
				longitude: z.number().nullable(),
				reason: z.enum(["house", "street", "settlement", "territory", "point", "page"]),
				/** as the resident wrote it */
				words: z.string(),
			}),
		),
		agencyReason: z.string().nullable(),
	})
	.meta({ id: "Proposal" });

/** Where a case is, as the machine or a person has it now. */
export const Place = z
	.object({
		territoryCode: z.string().nullable(),
		address: z.string().nullable(),
		latitude: z.number().nullable(),
		longitude: z.number().nullable(),
		by: z.enum(["machine", "person"]),
	})
	.meta({ id: "Place" });

export const Cue = z
	.object({
		code: z.enum([
			"danger",
			"child",
			"cold-home",
			"gas",
			"military-family",
			"thanks",
			"question",
			"spam",
			"obscene",
			"threat",
			"promise-repeat",
		]),
		messageId: id,
		/** UTF-16 offsets in the text of the message */
		start: z.int(),
		end: z.int(),
		quote: z.string(),
	})
	.meta({ id: "Cue" });

/** The hidden mark of a military family: proposed by the machine, then confirmed or refused by a person. */
export const Mark = z.object({ state: z.enum(["proposed", "confirmed", "refused"]).nullable() }).meta({ id: "Mark" });
export const MarkCase = z.object({ version: z.int(), isConfirmed: z.boolean() });
