import { z } from "zod";

/** The shapes of contacts with a resident outside the thread. */

const id = z.int().positive();
const kind = z.enum(["phone", "meeting", "direct"]);

export const NoteContact = z.object({
	kind,
	at: z.iso.datetime(),
	/** no number, no address: they have a field of their own */
	agreed: z.string().max(2000),
	/** a number or an address, kept sealed */
	reach: z.string().max(300).optional(),
});
export const ContactList = z
	.object({
		items: z.array(
			z.object({ id, kind, at: z.iso.datetime(), staffId: id, agreed: z.string(), hasReach: z.boolean() }),
		),
	})
	.meta({ id: "ContactList" });
export const ContactReach = z.object({ reach: z.string() }).meta({ id: "ContactReach" });

export type ContactList = z.infer<typeof ContactList>;
export type NoteContact = z.infer<typeof NoteContact>;
