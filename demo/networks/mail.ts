import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** Where a scripted fault strikes. */
export type MailStage = "auth" | "from" | "to" | "data";
/** A refusal in the server's words, or a connection that breaks. */
export type MailFault = { stage: MailStage; code: number; text: string } | { stage: MailStage; breaks: true };

export type TakenLetter = { from: string; to: string[]; raw: Buffer };

/** A mail server that takes letters for anybody; faults are used up one by one. */
export type MailNetwork = {
	host: string;
	port: number;
	login: string;
	password: string;
	letters: TakenLetter[];
	faults: MailFault[];
	/** letters over the limit of a minute */
	breaches: () => number;
	close: () => Promise<void>;
};

const login = "desk";
const password = "mailbox-key";

/** Speaks SMTP without encryption on a free port; `perMinute` letters are allowed. */
export async function startMail({ perMinute = 60 } = {}): Promise<MailNetwork> {
	const letters: TakenLetter[] = [];
	const faults: MailFault[] = [];
	const times: number[] = [];
	let breaches = 0;
	const take = (letter: TakenLetter): void => {
		times.push(Date.now());
		if (times.filter((time) => time > Date.now() - 60_000).length > perMinute) breaches++;
		letters.push(letter);
	};
	const server: SMTPServer = makeServer((stage, id) => strike(server, faults, stage, id), take);
	// a connection that a test breaks off is no event
	server.on("error", () => {});
	server.listen(0, "127.0.0.1");
	await once(server.server, "listening");
	const { port } = server.server.address() as AddressInfo;
	const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
	return { host: "127.0.0.1", port, login, password, letters, faults, breaches: () => breaches, close };
}

type Strike = (stage: MailStage, id: string) => Error | null;

function makeServer(struck: Strike, take: (letter: TakenLetter) => void): SMTPServer {
	return new SMTPServer({
		disabledCommands: ["STARTTLS"],
		authMethods: ["PLAIN", "LOGIN"],
		allowInsecureAuth: true,
		hideSTARTTLS: true,
		logger: false,
		onAuth: (auth, session, done) => {
			const isRight = auth.username === login && auth.password === password;
			const wrong = Object.assign(new Error("5.7.8 wrong password"), { responseCode: 535 });
			const fault = struck("auth", session.id) ?? (isRight ? null : wrong);
			done(fault, fault ? undefined : { user: login });
		},
		onMailFrom: (_address, session, done) => done(struck("from", session.id)),
		onRcptTo: (_address, session, done) => done(struck("to", session.id)),
		onData: async (stream, session, done) => {
			const chunks: Buffer[] = [];
			for await (const chunk of stream) chunks.push(chunk as Buffer);
			const fault = struck("data", session.id);
			if (fault) return done(fault);
			const { mailFrom, rcptTo } = session.envelope;
			const to = rcptTo.map(({ address }) => address);
			take({ from: mailFrom ? mailFrom.address : "", to, raw: Buffer.concat(chunks) });
			done(null);
		},
	});
}

function strike(server: SMTPServer, faults: MailFault[], stage: MailStage, id: string): Error | null {
	const at = faults.findIndex((fault) => fault.stage === stage);
	const [fault] = at < 0 ? [] : faults.splice(at, 1);
	if (!fault) return null;
	if (!("breaks" in fault)) return Object.assign(new Error(fault.text), { responseCode: fault.code });
	for (const connection of server.connections) if (connection.session.id === id) connection._socket.destroy();
	return new Error("broken");
}
