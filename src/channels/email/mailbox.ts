import { z } from "zod";
import type { ChannelPage, NotSent } from "../channel.ts";

/** A mailbox as its page's settings and keys describe it. */
export type Mailbox = {
	/** lower case */
	address: string;
	displayName: string;
	imap: Server;
	smtp: Server;
	/** the folder that is read */
	folder: string;
	/** a copy of what is sent goes into the folder for sent mail */
	keepsSent: boolean;
};
export type Server = {
	host: string;
	port: number;
	/** TLS from the first byte; else STARTTLS, which is demanded unless `allowsPlain` */
	isSecure: boolean;
	allowsPlain: boolean;
	login: string;
	password: string;
};

const host = z.string().regex(/^[\w.:-]{1,253}$/);
const port = z.coerce.number().int().min(1).max(65_535);
const Settings = z.object({
	address: z.string().optional(),
	displayName: z.string().max(200).default(""),
	imapHost: host,
	imapPort: port.default(993),
	smtpHost: host,
	smtpPort: port.default(465),
	mailbox: z.string().min(1).max(200).default("INBOX"),
	allowsPlain: z.boolean().default(false),
	keepsSent: z.boolean().default(false),
});

/** One address that can be put into an envelope: no spaces, brackets, quotes or control characters. */
const plainAddress = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()\\,;"\p{Cc}]{1,255}$/u;
export const isAddress = (text: string): boolean => plainAddress.test(text) && text.isWellFormed();

/** The page's own address, lower case. */
export function ownAddress(page: ChannelPage): string {
	const { address } = page.settings;
	return (typeof address === "string" && isAddress(address) ? address : page.externalId).toLowerCase();
}

/** @returns the mailbox, or why there is none: `no-settings`, `no-token` */
export function readMailbox(page: ChannelPage): Mailbox | NotSent {
	const settings = Settings.safeParse(page.settings);
	if (!settings.success) {
		const names = settings.error.issues.map((issue) => String(issue.path[0])).join(", ");
		return refuse("wrong-token", "settings", `These settings of the mailbox cannot be read: ${names}.`);
	}
	const { imapHost, imapPort, smtpHost, smtpPort, allowsPlain, displayName, mailbox, keepsSent } = settings.data;
	const address = ownAddress(page);
	if (!isAddress(address)) return refuse("wrong-token", "settings", "The mailbox has no address.");
	const { login, password, smtpLogin, smtpPassword } = page.secrets;
	if (!login || !password) return refuse("page-dead", "no-token", "The mailbox has no login or no password.");
	return {
		address,
		displayName,
		folder: mailbox,
		keepsSent,
		imap: { host: imapHost, port: imapPort, isSecure: imapPort === 993, allowsPlain, login, password },
		smtp: {
			host: smtpHost,
			port: smtpPort,
			isSecure: smtpPort === 465,
			allowsPlain,
			login: smtpLogin || login,
			password: smtpPassword || password,
		},
	};
}

function refuse(name: NotSent["class"], code: string, text: string): NotSent {
	return { kind: "not-sent", class: name, code, text };
}

/** Words of a server without the addresses in them: a refusal names the resident, and reasons are read by many. */
export function withoutAddresses(text: string): string {
	return text
		.replaceAll(/[^\s<>:;,"'()]{1,64}@[^\s<>:;,"'()]{1,255}/g, "…")
		.replaceAll(/[\s\p{Cc}]+/gu, " ")
		.trim()
		.slice(0, 500)
		.toWellFormed();
}
