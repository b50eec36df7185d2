import { z } from "zod";
import { providerFaults, signInTroubles } from "../access/provider-trouble.ts";

/** The shapes of signing in by a provider of identities and by passkeys. */

const time = z.iso.datetime();
const id = z.int().positive().max(2_147_483_647);
const line = (most: number) => z.string().trim().min(1).max(most);
const secret = z.string().min(1).max(200);
const bytes = (most: number) =>
	z
		.string()
		.regex(/^[\w-]*$/)
		.max(most);

/** Ways to sign in besides the password; `passkeys`: whether browsers make them for this address. */
export const SignInWays = z
	.object({ passkeys: z.boolean(), providers: z.array(z.object({ id, label: z.string() })) })
	.meta({ id: "SignInWays" });
/** A path of the desk to which the person wants afterwards. */
export const BeginSignIn = z.object({
	next: z
		.string()
		.max(2000)
		.regex(/^\/(?![/\\])/)
		.nullable()
		.default(null),
});
export const Elsewhere = z.object({ url: z.string() }).meta({ id: "Elsewhere" });
export const SignInTrouble = z.enum(signInTroubles);
export const SignInCode = z.object({ code: secret });

/** As browsers take it (WebAuthn, 5.4 and 5.5). */
export const PasskeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: "PasskeyOptions" });
const credential = {
	id: bytes(2000),
	rawId: bytes(2000),
	type: z.literal("public-key"),
	clientExtensionResults: z.looseObject({}).default({}),
	authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
};
/** What the browser answers to the options, as JSON. */
export const PasskeyAnswer = z.object({
	...credential,
	response: z.object({
		clientDataJSON: bytes(10_000),
		authenticatorData: bytes(10_000),
		signature: bytes(10_000),
		userHandle: bytes(200).optional(),
	}),
});
const NewPasskeyAnswer = z.object({
	...credential,
	response: z.object({
		clientDataJSON: bytes(10_000),
		attestationObject: bytes(100_000),
		transports: z.array(z.string().max(20)).max(10).optional(),
	}),
});
export const PasskeyName = z.object({ name: line(100) });
export const AddPasskey = PasskeyName.extend({ answer: NewPasskeyAnswer });
export const AddedPasskey = z.object({ id: z.int() }).meta({ id: "AddedPasskey" });
export const OwnWays = z
	.object({
		/** whether browsers make passkeys for this address */
		passkeysPossible: z.boolean(),
		passkeys: z.array(z.object({ id: z.int(), name: z.string(), createdAt: time, lastUsedAt: time.nullable() })),
		providers: z.array(z.object({ id, label: z.string(), isSecondFactor: z.boolean(), linkedAt: time.nullable() })),
	})
	.meta({ id: "OwnWays" });

const order = {
	/** on the button of the sign-in screen */
	label: line(60),
	clientId: line(300),
	findsBy: z.enum(["link", "email"]),
	isSecondFactor: z.boolean(),
	/** whoever is not found gets an account with these roles; none: nobody does */
	newRoles: z.array(z.string().min(1).max(100)).max(30).default([]),
	newAgencyId: id.nullable().default(null),
};
const clientSecret = z.string().min(1).max(1000);
export const AddProvider = z.object({ ...order, issuer: z.url().max(500), clientSecret });
export const SaveProvider = z.object({ ...order, clientSecret: clientSecret.optional(), isOn: z.boolean() });
export const Provider = z
	.object({
		...order,
		newRoles: z.array(z.string()),
		newAgencyId: id.nullable(),
		id,
		issuer: z.string(),
		isOn: z.boolean(),
		/** how many are linked with it */
		people: z.int(),
		/** the address that the provider must know */
		returnUrl: z.string(),
	})
	.meta({ id: "SignInProvider" });
export const ProviderList = z.object({ items: z.array(Provider) }).meta({ id: "SignInProviderList" });
export const AddedProvider = z.object({ id }).meta({ id: "AddedSignInProvider" });
export const CheckedProvider = z
	.object({
		/** none: as far as one can tell without a person, people can sign in by it */
		faults: z.array(z.object({ fault: z.enum(providerFaults), told: z.string().nullable() })),
	})
	.meta({ id: "CheckedSignInProvider" });
export const LinkedPeople = z
	.object({
		items: z.array(
			z.object({
				staffId: id,
				name: z.string(),
				login: z.string(),
				subject: z.string(),
				linkedAt: time,
				lastUsedAt: time.nullable(),
			}),
		),
	})
	.meta({ id: "LinkedPeople" });
export const LinkPerson = z.object({ subject: line(255) });

export type SignInWays = z.infer<typeof SignInWays>;
export type SignInTrouble = z.infer<typeof SignInTrouble>;
export type OwnWays = z.infer<typeof OwnWays>;
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;
export type Provider = z.infer<typeof Provider>;
export type ProviderList = z.infer<typeof ProviderList>;
export type AddProvider = z.input<typeof AddProvider>;
export type SaveProvider = z.input<typeof SaveProvider>;
export type CheckedProvider = z.infer<typeof CheckedProvider>;
export type LinkedPeople = z.infer<typeof LinkedPeople>;
