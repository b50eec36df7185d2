import { ImapFlow } from "imapflow";
import type { ImapFlowError, MailboxObject } from "imapflow";
import type { ChannelPage, NotSent } from "../channel.ts";
import { readCallFailure } from "../network-call.ts";
import { readMailbox, withoutAddresses } from "./mailbox.ts";
import type { Mailbox } from "./mailbox.ts";

/** Milliseconds of silence after which a connection counts as lost. */
const silenceMs = 15_000;
/** A server that trickles must not hold a worker for ever. */
const longestMs = 120_000;
/** A letter of this size is read whole; of a larger one only the header. */
export const largestLetter = 40 * 1024 * 1024;

export type OpenMailbox = { client: ImapFlow; folder: MailboxObject; mailbox: Mailbox };

/**
 * Opens the page's folder to read only, does the work and closes.
 * Reading never marks a letter as read, and never relies on such a mark.
 */
export async function withMailbox<T>(page: ChannelPage, work: (open: OpenMailbox) => Promise<T>): Promise<T | NotSent> {
	const mailbox = readMailbox(page);
	if ("kind" in mailbox) return mailbox;
	const client = connectionTo(mailbox, silenceMs);
	const deadline = setTimeout(() => client.close(), longestMs);
	try {
		await client.connect();
		return await work({ client, folder: await client.mailboxOpen(mailbox.folder, { readOnly: true }), mailbox });
	} catch (error) {
		return readFailure(error);
	} finally {
		clearTimeout(deadline);
		// a farewell that waits for the server would hold the job when the server is the trouble
		client.close();
	}
}

export function connectionTo({ imap }: Mailbox, socketTimeout: number): ImapFlow {
	const client = new ImapFlow({
		host: imap.host,
		port: imap.port,
		secure: imap.isSecure,
		...(imap.isSecure ? {} : { doSTARTTLS: !imap.allowsPlain }),
		auth: { user: imap.login, pass: imap.password },
		logger: false,
		connectionTimeout: silenceMs,
		greetingTimeout: silenceMs,
		socketTimeout,
		maxLiteralSize: largestLetter + 1024,
		maxLineLength: 16 * 1024 * 1024,
		maxResponseSize: 2 * largestLetter,
		autoIdleDelay: 200,
		// before any server's or router's patience ends (RFC 2177 names 29 minutes)
		maxIdleTime: 4 * 60_000,
	});
	// every failure also rejects the call it broke; without a listener the event would end the process
	client.on("error", () => {});
	return client;
}

/** What a broken call of the mailbox means for its page. Reading twice is harmless, so nothing is ever unknown. */
export function readFailure(error: unknown): NotSent {
	const failure = error as ImapFlowError;
	const words = withoutAddresses(failure.responseText ?? failure.message ?? "");
	const refuse = (name: NotSent["class"], code: string, text: string): NotSent => ({
		kind: "not-sent",
		class: name,
		code,
		text,
	});
	if (failure.authenticationFailed)
		// RFC 5530: the server is busy, the password may be right
		return /UNAVAILABLE|INUSE|LIMIT/.test(failure.serverResponseCode ?? "")
			? refuse("retry-late", failure.serverResponseCode ?? "auth", words)
			: refuse("page-dead", failure.serverResponseCode ?? "auth", words || "The mailbox refuses the password.");
	if (failure.mailboxMissing || failure.serverResponseCode === "NONEXISTENT")
		return refuse("page-dead", "no-folder", words || "There is no such folder in the mailbox.");
	if (failure.tlsFailed || failure.code === "MissingServerExtension")
		return refuse("retry-late", failure.code ?? "tls", words || "The server offers no encryption.");
	if (failure.responseStatus) return refuse("retry-late", failure.serverResponseCode ?? failure.responseStatus, words);
	const { code } = readCallFailure(error);
	return refuse("retry-soon", code, "The mailbox could not be reached.");
}
