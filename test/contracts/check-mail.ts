import { ImapFlow } from "imapflow";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import PostalMime from "postal-mime";
import { startMail } from "../../demo/networks/mail.ts";
import type { MailNetwork } from "../../demo/networks/mail.ts";
import type { ChannelPage, IncomingMessage } from "../../src/channels/channel.ts";
import { email } from "../../src/channels/email/email.ts";
import { makeDovecot, provideDovecot } from "./dovecot.ts";
import type { Dovecot } from "./dovecot.ts";
import { note } from "./report.ts";
import type { Report } from "./report.ts";

const fixtures = join(import.meta.dirname, "../fixtures/email");
const fixture = (name: string): Buffer => readFileSync(join(fixtures, `${name}.eml`));
const megabyte = 1024 * 1024;

/** The mail channel against Debian's Dovecot and smtp-server, which nobody here wrote. */
export async function checkMail(report: Report): Promise<void> {
	const missing = provideDovecot();
	if (missing !== null) {
		console.log(`left out: mail against Dovecot: ${missing}`);
		return;
	}
	const smtp = await startMail();
	const dovecot = await makeDovecot(smtp.login, smtp.password);
	const page: ChannelPage = {
		id: 3,
		externalId: "desk@town.example",
		settings: {
			imapHost: "127.0.0.1",
			imapPort: dovecot.port,
			smtpHost: smtp.host,
			smtpPort: smtp.port,
			allowsPlain: true,
			keepsSent: true,
		},
		secrets: { login: smtp.login, password: smtp.password },
	};
	const check = (name: string, holds: boolean, found: unknown = "it does not hold"): void =>
		note(report, `mail: ${name}`, holds ? null : JSON.stringify(found));
	try {
		await dovecot.start();
		const reader = readerOf(page);
		await checkReading(dovecot, page, reader, check);
		await checkSizes(dovecot, reader, check);
		await checkListening(dovecot, page, check);
		await checkNumbers(dovecot, reader, check);
		await checkAnswer(dovecot, smtp, page, reader, check);
		await checkConnection(page, check);
	} catch (error) {
		note(report, "mail: the run against Dovecot ends", String(error));
	} finally {
		await dovecot.stop();
		await smtp.close();
		dovecot.remove();
	}
}

type Check = (name: string, holds: boolean, found?: unknown) => void;

/** Polls as the engine does: until nothing is left, with a cursor that is kept as text. */
function readerOf(page: ChannelPage) {
	const reader = {
		cursor: null as string | null,
		read: async (): Promise<Buffer[]> => {
			const bodies: Buffer[] = [];
			for (;;) {
				const polled = await email.poll!(page, reader.cursor, new Date());
				if (polled.kind !== "read") throw new Error(JSON.stringify(polled));
				reader.cursor = polled.cursor;
				bodies.push(...polled.bodies);
				if (!polled.isMore) return bodies;
			}
		},
		messages: async (): Promise<IncomingMessage[]> => {
			const messages: IncomingMessage[] = [];
			for (const body of await reader.read()) {
				const parsed = await email.parse(page, body, new Date());
				const [change] = parsed.kind === "changes" ? parsed.changes : [];
				if (change?.kind === "message") messages.push(change.message);
			}
			return messages;
		},
	};
	return reader;
}
type Reader = ReturnType<typeof readerOf>;

async function checkReading(dovecot: Dovecot, page: ChannelPage, reader: Reader, check: Check): Promise<void> {
	dovecot.deliver(fixture("bulk"));
	check("reading begins with what comes after", (await reader.read()).length === 0);
	const names = ["plain", "subject-koi8", "windows-1251", "html", "photos-only", "broken", "injection", "forwarded"];
	for (const name of names) dovecot.deliver(fixture(name));
	await markAllSeen(page);
	const before = reader.cursor;
	const bodies = await reader.read();
	const sent = new Set(names.map((name) => fixture(name).toString("latin1").replaceAll("\0", "\x80")));
	const came = new Set(bodies.map((body) => body.toString("latin1").replaceAll("\0", "\x80")));
	check("letters come as they are, read by another program or not", sent.size === came.size && sent.isSubsetOf(came), [
		...sent.difference(came),
	]);
	check("nothing comes twice", (await reader.read()).length === 0);
	const after = reader.cursor;
	reader.cursor = before;
	check("a cursor that was not kept brings the same again", (await reader.read()).length === names.length);
	check("and ends at the same place", withoutTimes(reader.cursor) === withoutTimes(after), [reader.cursor, after]);
	const gone = JSON.parse(after ?? "") as { seen: [number, number][]; uid: number };
	reader.cursor = JSON.stringify({
		...gone,
		seen: [
			[gone.uid, gone.uid],
			[1, gone.uid - 2],
		],
	});
	check("a letter that appears under a lower number is found", (await reader.read()).length === 1);
	const found = await email.readWindow!(page, new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000));
	check(
		"a window is read whole",
		found.kind === "read" && found.isWhole && found.found.length === names.length,
		found.kind,
	);
}

const withoutTimes = (cursor: string | null): string => JSON.stringify({ ...JSON.parse(cursor ?? ""), readAt: "" });

async function markAllSeen(page: ChannelPage): Promise<void> {
	const client = new ImapFlow({
		host: "127.0.0.1",
		port: Number(page.settings.imapPort),
		secure: false,
		auth: { user: page.secrets.login ?? "", pass: page.secrets.password },
		logger: false,
	});
	await client.connect();
	await client.mailboxOpen("INBOX");
	await client.messageFlagsAdd("1:*", ["\\Seen"]);
	await client.logout();
}

/** A letter of so many bytes with a file in it. */
function largeLetter(id: string, bytes: number): Buffer {
	const head = `From: resident@example.org\r\nTo: desk@town.example\r\nSubject: video\r\nMessage-ID: <${id}@mail.example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the video.\r\n--b\r\nContent-Type: video/mp4; name=yard.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
	const end = "--b--\r\n";
	const lines = Math.floor((bytes - head.length - end.length) / 78);
	return Buffer.from(head + `${"A".repeat(76)}\r\n`.repeat(lines) + end);
}

async function checkSizes(dovecot: Dovecot, reader: Reader, check: Check): Promise<void> {
	dovecot.deliver(largeLetter("large", 40 * megabyte - 1000));
	const startedAt = performance.now();
	const [large] = await reader.messages();
	const seconds = (performance.now() - startedAt) / 1000;
	const rss = Math.round(process.memoryUsage().rss / megabyte);
	console.log(`mail: a letter of 40 MB read and parsed in ${seconds.toFixed(1)} s, the process then holds ${rss} MB`);
	check("a letter of 40 MB comes whole", large?.attachments[0]?.title === "yard.mp4", large?.text);
	dovecot.deliver(largeLetter("too-large", 41 * megabyte));
	dovecot.deliver(fixture("empty"));
	const [cut, next] = await reader.messages();
	check("of a larger one the header comes, and a person sees it", /41 МБ/.test(cut?.text ?? ""), cut?.text);
	check("and it stops no other", next?.externalId === "letter-10@mail.example.org", next?.externalId);
}

async function checkListening(dovecot: Dovecot, page: ChannelPage, check: Check): Promise<void> {
	const stop = new AbortController();
	let news = 0;
	const listening = email.listen!(page, () => news++, stop.signal);
	const waitFor = async (count: number): Promise<boolean> => {
		// attempts to connect anew come at growing distances
		for (let tenths = 0; tenths < 900 && news < count; tenths++) await setTimeout(100);
		return news >= count;
	};
	check("listening begins with a look", await waitFor(1));
	// the server tells only those who idle already
	await setTimeout(1000);
	dovecot.deliver(fixture("no-message-id"));
	check("a new letter wakes the listener", await waitFor(2), news);
	const before = news;
	await dovecot.stop();
	await dovecot.start();
	check("a lost connection is opened again", await waitFor(before + 1), news);
	stop.abort();
	await listening;
	check("listening ends when it is told to", true);
}

async function checkNumbers(dovecot: Dovecot, reader: Reader, check: Check): Promise<void> {
	await reader.read();
	await dovecot.stop();
	dovecot.forgetNumbers();
	dovecot.deliver(fixture("reply-to"));
	await dovecot.start();
	const ids = (await reader.messages()).map(({ externalId }) => externalId);
	check("after a change of UIDVALIDITY the new letter comes", ids.includes("letter-12@mail.example.org"), ids);
	check("and known ones under their own names", ids.includes("letter-1@mail.example.org"), ids);
	check("and then nothing comes twice", (await reader.read()).length === 0);
}

async function checkAnswer(
	dovecot: Dovecot,
	smtp: MailNetwork,
	page: ChannelPage,
	reader: Reader,
	check: Check,
): Promise<void> {
	const first = await email.parse(page, fixture("subject-koi8"), new Date());
	const [change] = first.kind === "changes" ? first.changes : [];
	if (change?.kind !== "message") throw new Error("the first letter cannot be read");
	const { threadKey, externalId, contact, threadTitle } = change.message;
	const target = { threadKind: "direct" as const, threadKey, replyToExternalId: externalId, contact, threadTitle };
	const order = { target, text: "Вода будет к 19:00.\n.\nС уважением", key: "order-7" };
	const outcome = await email.publish(page, order);
	check("an answer is sent", outcome.kind === "sent", outcome);
	const [sent] = smtp.letters;
	const read = await PostalMime.parse(sent?.raw ?? "");
	check(
		"to the resident alone",
		sent?.to.join() === "resident@example.org" && sent.from === "desk@town.example",
		sent?.to,
	);
	check(
		"in their thread",
		read.inReplyTo === `<${externalId}>` && read.references === `<${externalId}>`,
		read.references,
	);
	check(
		"with its subject and text",
		read.subject === "Re: Нет воды на Садовой" && read.text?.trim() === order.text,
		read,
	);
	const back = await email.readBack(page, order, null);
	check("it can be read back by its key", back.kind === "text" && back.text === order.text, back);
	dovecot.deliver(
		Buffer.from(
			`From: resident@example.org\r\nTo: desk@town.example\r\nMessage-ID: <again@mail.example.org>\r\nIn-Reply-To: ${read.messageId}\r\nSubject: Re: x\r\n\r\nThank you.\r\n`,
		),
	);
	const [reply] = await reader.messages();
	check("the resident's reply lands in the same thread", reply?.threadKey === threadKey, reply);
}

async function checkConnection(page: ChannelPage, check: Check): Promise<void> {
	const findings = await email.look!(page, "");
	check(
		"a mailbox that works is found so",
		findings.length === 3 && findings.every(({ state }) => state === "ok"),
		findings,
	);
	const wrong = await email.poll!({ ...page, secrets: { login: "desk", password: "wrong" } }, null, new Date());
	check("a wrong password is the page's trouble", wrong.kind === "not-sent" && wrong.class === "page-dead", wrong);
	const strict = await email.poll!({ ...page, settings: { ...page.settings, allowsPlain: false } }, null, new Date());
	check("no password goes over a bare connection", strict.kind === "not-sent" && strict.class === "retry-late", strict);
	const away = await email.poll!({ ...page, settings: { ...page.settings, mailbox: "Nowhere" } }, null, new Date());
	check("a folder that is not there is told", away.kind === "not-sent" && away.code === "no-folder", away);
}
