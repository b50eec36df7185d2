import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Debian's Dovecot with one mailbox in a folder of its own. */
export type Dovecot = {
	port: number;
	/** puts a letter into the mailbox, as a mail server does */
	deliver: (letter: Buffer) => void;
	/** forgets all numbers, so that the mailbox gets a new UIDVALIDITY */
	forgetNumbers: () => void;
	start: () => Promise<void>;
	stop: () => Promise<void>;
	remove: () => void;
};

const program = "/usr/sbin/dovecot";
/** Mail may not belong to root: nobody's number. */
const owner = 65_534;

/** @returns null when Dovecot can be started here, else why not */
export function provideDovecot(): string | null {
	if (process.getuid?.() !== 0) return "it needs root";
	if (existsSync(program)) return null;
	const run = (...words: string[]) =>
		spawnSync("apt-get", words, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
			.status === 0;
	const install = (): boolean => run("install", "-y", "--no-install-recommends", "dovecot-imapd");
	if (!install() && run("update")) install();
	return existsSync(program) ? null : "it is not installed and apt-get does not give it";
}

export async function makeDovecot(login: string, password: string): Promise<Dovecot> {
	const folder = mkdtempSync(join(tmpdir(), "otklik-dovecot-"));
	chmodSync(folder, 0o755);
	const mail = join(folder, "mail");
	const maildir = join(mail, "Maildir");
	for (const path of [mail, maildir, ...["cur", "new", "tmp"].map((name) => join(maildir, name))]) {
		mkdirSync(path);
		chownSync(path, owner, owner);
	}
	const port = await freePort();
	const config = join(folder, "dovecot.conf");
	writeFileSync(config, configFor({ folder, mail, port, login, password }));
	let child: ReturnType<typeof spawn> | null = null;
	let count = 0;
	const start = async (): Promise<void> => {
		child = spawn(program, ["-F", "-c", config], { stdio: "ignore" });
		await waitForPort(port);
	};
	const stop = async (): Promise<void> => {
		if (!child) return;
		const ended = once(child, "exit");
		child.kill("SIGTERM");
		await ended;
		child = null;
	};
	const deliver = (letter: Buffer): void => {
		const path = join(maildir, "new", `${Date.now()}.${++count}.test`);
		writeFileSync(path, letter);
		chownSync(path, owner, owner);
	};
	const forgetNumbers = (): void => {
		for (const name of readdirSync(maildir)) if (name.startsWith("dovecot")) rmSync(join(maildir, name));
	};
	return { port, start, stop, deliver, forgetNumbers, remove: () => rmSync(folder, { recursive: true }) };
}

type Config = { folder: string; mail: string; port: number; login: string; password: string };

function configFor({ folder, mail, port, login, password }: Config): string {
	return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
last_valid_uid = 0
mail_location = maildir:~/Maildir
maildir_stat_dirs = yes
passdb {
	driver = static
	args = user=${login} password=${password}
}
userdb {
	driver = static
	args = uid=${owner} gid=${owner} home=${mail}
}
service imap-login {
	inet_listener imap {
		port = ${port}
	}
	inet_listener imaps {
		port = 0
	}
}
namespace inbox {
	inbox = yes
	mailbox Sent {
		special_use = \\Sent
		auto = create
	}
}
`;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

async function waitForPort(port: number): Promise<void> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const socket = connect(port, "127.0.0.1");
		try {
			await once(socket, "connect");
			return;
		} catch {
			await setTimeout(100);
		} finally {
			socket.destroy();
		}
	}
	throw new Error("Dovecot does not start.");
}
