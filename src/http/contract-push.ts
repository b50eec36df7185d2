import { z } from "zod";

/** The shapes of notices in the browser (Web Push, RFC 8030 and 8291). */

const base64url = (bytes: number) =>
	z
		.string()
		.regex(/^[A-Za-z0-9_-]+={0,2}$/)
		.max(Math.ceil((bytes * 4) / 3) + 3)
		.refine((text) => Buffer.from(text, "base64url").length === bytes, { message: `not ${bytes} bytes` });

export const PushState = z
	.object({
		/** by which the browser knows that it is this desk that sends */
		publicKey: z.string(),
		/** browsers of the caller that take notices */
		browsers: z.int(),
	})
	.meta({ id: "PushState" });

const endpoint = z.url().max(2000);
export const SubscribePush = z.object({
	endpoint,
	keys: z.object({ p256dh: base64url(65), auth: base64url(16) }),
	language: z.enum(["ru", "en"]).default("ru"),
});
export const UnsubscribePush = z.object({ endpoint });

export type PushState = z.infer<typeof PushState>;
export type SubscribePush = z.input<typeof SubscribePush>;
