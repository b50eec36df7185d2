import SMTPConnection from "nodemailer/lib/smtp-connection";
import { Readable } from "node:stream";
import type { Failure } from "../channel.ts";
import { readCallFailure } from "../network-call.ts";
import type { Mailbox } from "./mailbox.ts";
import { withoutAddresses } from "./mailbox.ts";

const timeoutMs = 15_000;

/** How far a letter came; from `data` on the server may have it. */
type Stage = "connect" | "sign-in" | "envelope" | "data";

/**
 * Hands one letter to the mailbox's server (RFC 5321), within 15 seconds all in all. Before the first byte of the letter
 * leaves, nothing can have been sent; afterwards only the server's own words tell.
 */
export async function sendLetter(mailbox: Mailbox, to: string, letter: Buffer): Promise<{ kind: "sent" } | Failure> {
	const connection = connectTo(mailbox);
	let stage: Stage = "connect";
	const signal = AbortSignal.timeout(timeoutMs);
	const broken = Promise.withResolvers<never>();
	// the promise is raced below; alone it must not count as unhandled
	broken.promise.catch(() => {});
	connection.on("error", broken.reject);
	signal.addEventListener("abort", () => broken.reject(signal.reason as Error));
	const step = (start: (done: (error: Error | null) => void) => void): Promise<void> =>
		Promise.race([
			new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve()))),
			broken.promise,
		]);
	try {
		await step((done) => connection.connect((error?: Error | null) => done(error ?? null)));
		stage = "sign-in";
		const { login, password } = mailbox.smtp;
		await step((done) => connection.login({ user: login, pass: password }, done));
		stage = "envelope";
		const content = Readable.from(read(letter, () => (stage = "data")));
		const envelope = { from: mailbox.address, to: [to], size: letter.length };
		await step((done) => connection.send(envelope, content, done));
		return { kind: "sent" };
	} catch (error) {
		return readFailure(error as SmtpError, stage);
	} finally {
		connection.close();
	}
}

/** Signs in and leaves: null when letters could be sent. */
export async function trySending(mailbox: Mailbox): Promise<Failure | null> {
	const connection = connectTo(mailbox);
	let stage: Stage = "connect";
	try {
		await new Promise<void>((resolve, reject) => {
			connection.on("error", reject);
			AbortSignal.timeout(timeoutMs).addEventListener("abort", () => reject(new Error("timed out")));
			const { login, password } = mailbox.smtp;
			connection.connect((error?: Error | null) => {
				if (error) return reject(error);
				stage = "sign-in";
				connection.login({ user: login, pass: password }, (refused) => (refused ? reject(refused) : resolve()));
			});
		});
		return null;
	} catch (error) {
		return readFailure(error as SmtpError, stage);
	} finally {
		connection.close();
	}
}

function connectTo({ smtp, address }: Mailbox): SMTPConnection {
	const connection = new SMTPConnection({
		host: smtp.host,
		port: smtp.port,
		secure: smtp.isSecure,
		requireTLS: !smtp.isSecure && !smtp.allowsPlain,
		ignoreTLS: smtp.allowsPlain,
		// the name that greets: never this machine's
		name: address.split("@")[1],
		connectionTimeout: timeoutMs,
		greetingTimeout: timeoutMs,
		socketTimeout: timeoutMs,
		dnsTimeout: timeoutMs,
		logger: false,
	});
	connection.on("error", () => {});
	return connection;
}

async function* read(letter: Buffer, onStart: () => void): AsyncGenerator<Buffer> {
	onStart();
	yield letter;
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** What a refusal means, by how far the letter came (RFC 5321, 4.2; RFC 4954 for signing in). */
function readFailure(error: SmtpError, stage: Stage): Failure {
	const status = error.responseCode ?? 0;
	const code = String(status || error.code || readCallFailure(error).code);
	const text = withoutAddresses(error.response || error.message);
	const refuse = (name: Extract<Failure, { kind: "not-sent" }>["class"], rest: object = {}): Failure => ({
		kind: "not-sent",
		class: name,
		code,
		text,
		...rest,
	});
	// the closing of the connection says nothing of the letter that was on its way
	if (stage === "data" && (status === 0 || status === 421)) return { kind: "unknown", code, text };
	if (error.code === "ETLS") return refuse("retry-late");
	if (status === 0)
		return error.code === "EMESSAGE" ? refuse("content", { advice: "by-person" }) : refuse("retry-soon");
	// greylisting wants minutes, a full or busy server too
	if (status < 500) return refuse("retry-late", stage === "envelope" ? { retryAfterSeconds: 300 } : {});
	if (stage === "connect" || stage === "sign-in") return refuse("page-dead");
	if ([530, 534, 535, 538].includes(status)) return refuse("page-dead");
	if (stage === "data" || error.command === "DATA" || status === 552) return refuse("content", { advice: "by-person" });
	if (error.command === "MAIL FROM") return refuse("page-dead");
	return refuse("recipient-final", { advice: "by-person" });
}
