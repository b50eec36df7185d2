import type { Channel } from "../channel.ts";
import { readBack } from "./keep-sent.ts";
import { listen } from "./listen.ts";
import { identify, look } from "./look.ts";
import { parse } from "./parse.ts";
import { poll } from "./poll.ts";
import { notify, publish } from "./publish.ts";
import { fetchFile, readWindow } from "./read-window.ts";

/**
 * E-mail: letters are read by IMAP (polling and IDLE), answers go out by SMTP. The page's external id is the mailbox's address.
 * Settings: `imapHost`, `imapPort` (993), `smtpHost`, `smtpPort` (465), `mailbox` (INBOX), `address`, `displayName`,
 * `keepsSent` (a copy of each answer into the folder for sent mail), `allowsPlain` (no encryption: for tests).
 * Secrets: `login`, `password`; `smtpLogin`, `smtpPassword` where they differ.
 */
export const email: Channel = {
	name: "email",
	maxLength: () => 20_000,
	maxPhotos: () => 10,
	minIntervalMs: () => 1_000,
	// the Message-ID of an order never changes, but no server need drop a second letter that has it
	repeatsDroppedMinutes: () => 0,
	verify: () => ({ kind: "refuse", reason: "letters come by reading the mailbox, never by a delivery" }),
	parse,
	publish,
	readBack,
	pollSeconds: () => 60,
	poll,
	listen,
	readWindow,
	unreadable: () => [],
	look,
	identify,
	fetchFile,
	notify,
};
