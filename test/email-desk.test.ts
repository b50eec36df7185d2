import { sql } from "kysely";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startMail } from "../demo/networks/mail.ts";
import type { MailNetwork } from "../demo/networks/mail.ts";
import { email } from "../src/channels/email/email.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { secretKey } from "./region.ts";
import { approved, channels as scripted, desk, parts, read, useScriptedDesk } from "./scripted-desk.ts";

/** Letters on their whole way: from the mailbox into cases, and answers out of them. */
useScriptedDesk();

let network: MailNetwork;
beforeAll(async () => {
	scripted.set(email.name, email);
	network = await startMail();
	const { host, port, login, password } = network;
	const settings = { imapHost: host, smtpHost: host, smtpPort: port, allowsPlain: true, address: "desk@town.example" };
	await sql`update page set channel = 'email', external_id = 'desk@town.example', settings = ${JSON.stringify(settings)},
		secrets = ${sealSecrets(secretKey, { login, password })}`.execute(desk.db);
	desk.registry = await readRegistry(desk.db, 1);
});
afterAll(() => network.close());
beforeEach(() => {
	network.letters.length = 0;
});

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "fixtures/email", `${name}.eml`));

async function receive(...bodies: Buffer[]): Promise<void> {
	const acceptor = createAcceptor(desk.db, desk.enqueue);
	await Promise.all(bodies.map((body) => acceptor.accept({ regionId: 1, pageId: 1, body, source: "poll" })));
	await ingestDeliveries(parts(), 1);
}
const statuses = async () =>
	(await desk.db.selectFrom("delivery").select(["status", "reason"]).orderBy("id").execute()).map(
		({ status }) => status,
	);

test("a letter becomes a case, its answer a letter, the reply to it a message of the same thread", async () => {
	await receive(fixture("plain"));
	const { id } = await desk.db.selectFrom("case").select("id").executeTakeFirstOrThrow();
	expect(await desk.db.selectFrom("message").select(["contact", "author_name"]).execute()).toEqual([
		{ contact: "resident@example.org", author_name: "Житель" },
	]);
	await approved(id);
	await publishReply(parts(), { regionId: 1, pageId: 1 });
	const [sent] = network.letters;
	expect(sent?.to).toEqual(["resident@example.org"]);
	expect((await read(id)).case.status).toBe("answered");
	const { messageId } = await PostalMime.parse(sent?.raw ?? "");
	// the copy in the mailbox is no answer by somebody else
	await receive(sent?.raw ?? Buffer.alloc(0));
	expect((await read(id)).case.hasOutsideAnswer).toBe(false);
	const reply = fixture("plain")
		.toString()
		.replace("letter-1@", "letter-99@")
		.replace("MIME-", `In-Reply-To: ${messageId}\r\nMIME-`);
	await receive(Buffer.from(reply));
	const messages = await desk.db.selectFrom("message").select("direction").orderBy("id").execute();
	expect(messages.map(({ direction }) => direction)).toEqual(["in", "out", "in"]);
	expect(await desk.db.selectFrom("thread").select("kind").execute()).toEqual([{ kind: "direct" }]);
});

test("what comes again is a duplicate, what no resident wrote is left out with its reason", async () => {
	await receive(fixture("windows-1251"), fixture("bounce"), fixture("bulk"), fixture("not-given"));
	await receive(fixture("windows-1251"));
	expect(await statuses()).toEqual(["done", "ignored", "ignored", "not-understood", "duplicate"]);
	const [bounce] = await desk.db
		.selectFrom("delivery")
		.select("reason")
		.where("status", "=", "ignored")
		.orderBy("id")
		.execute();
	expect(bounce?.reason).toBe("a report: our answer 0bafe22156d2698c143b86040446d366 was not delivered (5.1.1)");
	expect(await desk.db.selectFrom("thread").select("title").execute()).toEqual([{ title: "Яма" }]);
});

test("letters larger than a batch's memory are taken one after the other", { timeout: 60_000 }, async () => {
	const large = (number: number): Buffer =>
		Buffer.concat([
			Buffer.from(
				`From: resident${number}@example.org\r\nMessage-ID: <large-${number}@example.org>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nСмотрите запись.\r\n--b\r\nContent-Type: video/mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
			),
			Buffer.from(`${"A".repeat(76)}\r\n`.repeat(150 * 1024)),
			Buffer.from("--b--\r\n"),
		]);
	await receive(...[1, 2, 3].map(large), fixture("empty"));
	expect(await statuses()).toEqual(["done", "done", "done", "done"]);
	expect(await desk.db.selectFrom("case").select("id").execute()).toHaveLength(4);
});
