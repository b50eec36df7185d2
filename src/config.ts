import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { makeDataDir } from "./db/embedded-cluster.ts";
import { SetupError } from "./db/setup-error.ts";
import type { FileSettings } from "./files/open-store.ts";

/** Settings of one process, read once from its environment. */
export type Config = {
	/** null: the private PostgreSQL in `dataDir` */
	databaseUrl: string | null;
	dataDir: string;
	host: string;
	port: number;
	demoPort: number;
	/** 32 bytes that seal the keys of pages; null when not given */
	secretKey: Buffer | null;
	/** the address under which people and networks reach the server, without a slash at the end */
	publicUrl: string;
	/** addresses of reverse proxies whose X-Forwarded-For is believed, comma-separated; else all people behind one share an address */
	trustedProxies: string;
	/** seconds for which an approval can be taken back before the network gets the answer; 0: none */
	undoSeconds: number;
	/** where photos lie: a folder of `dataDir`, or a bucket */
	files: FileSettings;
	/** offer the demo accounts on the sign-in screen */
	isDemo: boolean;
};

export const projectRoot = fileURLToPath(new URL("..", import.meta.url));

/** @throws SetupError naming the variable whose value cannot be used */
export function readConfig(env: Record<string, string | undefined>): Config {
	const databaseUrl = env.DATABASE_URL ? databaseUrlOf(env.DATABASE_URL) : null;
	const host = env.HOST || "127.0.0.1";
	const port = portOf("PORT", env.PORT, 8080);
	const dataDir = env.OTKLIK_DATA ? resolve(env.OTKLIK_DATA) : join(projectRoot, ".data");
	return {
		databaseUrl,
		dataDir,
		files: filesOf(env, dataDir),
		host,
		port,
		demoPort: portOf("DEMO_PORT", env.DEMO_PORT, port === 65535 ? port - 1 : port + 1),
		secretKey: env.OTKLIK_SECRET_KEY ? readSecretKey("OTKLIK_SECRET_KEY", env.OTKLIK_SECRET_KEY) : null,
		trustedProxies: env.OTKLIK_TRUSTED_PROXIES ? proxiesOf(env.OTKLIK_TRUSTED_PROXIES) : "loopback",
		publicUrl: env.OTKLIK_PUBLIC_URL ? publicUrlOf(env.OTKLIK_PUBLIC_URL) : localUrl(host, port),
		undoSeconds: secondsOf("OTKLIK_UNDO_SECONDS", env.OTKLIK_UNDO_SECONDS, 10),
		isDemo: flagOf("OTKLIK_DEMO", env.OTKLIK_DEMO, databaseUrl === null),
	};
}

/** The address of a port of this machine, as one would open it here. */
export function localUrl(host: string, port: number): string {
	const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
	return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * The key that seals the keys of pages. With the private database it lies beside it, made at the first need; with a
 * database of one's own it must be given, so that every process has the same.
 * @throws SetupError when it is neither given nor can be made
 */
export function needSecretKey(config: Config): Buffer {
	if (config.secretKey) return config.secretKey;
	if (config.databaseUrl) {
		throw new SetupError(
			"Вместе с DATABASE_URL нужна OTKLIK_SECRET_KEY: 32 байта в base64, одинаковые у всех процессов (openssl rand -base64 32).",
			"With DATABASE_URL, OTKLIK_SECRET_KEY is needed: 32 bytes in base64, the same for every process (openssl rand -base64 32).",
		);
	}
	makeDataDir(config.dataDir);
	const file = join(config.dataDir, "secret-key");
	return readKeyFile(file) ?? makeKeyFile(file);
}

function readKeyFile(file: string): Buffer | null {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT") return null;
		throw new SetupError(`Файл ${file} не читается (${code}).`, `The file ${file} cannot be read (${code}).`, error);
	}
	const key = Buffer.from(text.trim(), "base64");
	if (key.length === 32) return key;
	throw new SetupError(
		`Файл ${file} испорчен: верните его из копии, без него ключи страниц не открыть.`,
		`The file ${file} is damaged: restore it from a copy, the keys of pages cannot be opened without it.`,
	);
}

/** Written aside and linked into place: of two processes both end up with the key of the first. */
function makeKeyFile(file: string): Buffer {
	const fresh = `${file}.${process.pid}`;
	try {
		writeFileSync(fresh, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
		linkSync(fresh, file);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "EEXIST") {
			throw new SetupError(
				`Файл ${file} нельзя создать (${code}).`,
				`The file ${file} cannot be made (${code}).`,
				error,
			);
		}
	} finally {
		rmSync(fresh, { force: true });
	}
	return readKeyFile(file) as Buffer;
}

function refuse(name: string, value: string, ru: string, en: string): never {
	throw new SetupError(
		`Переменная ${name}="${value}" не годится: нужно ${ru}.`,
		`The variable ${name}="${value}" cannot be used: it must be ${en}.`,
	);
}

function portOf(name: string, value: string | undefined, usual: number): number {
	if (!value) return usual;
	const port = Number(value);
	if (!/^\d+$/.test(value) || port < 1 || port > 65535) refuse(name, value, "число от 1 до 65535", "1 to 65535");
	return port;
}

/** A pause that a person waits for: none, or a minute at most. */
function secondsOf(name: string, value: string | undefined, usual: number): number {
	if (!value) return usual;
	const seconds = Number(value);
	if (!/^\d+$/.test(value) || seconds > 60) refuse(name, value, "число от 0 до 60", "0 to 60");
	return seconds;
}

function flagOf(name: string, value: string | undefined, usual: boolean): boolean {
	if (!value) return usual;
	if (value !== "0" && value !== "1") refuse(name, value, "0 или 1", "0 or 1");
	return value === "1";
}

function databaseUrlOf(value: string): string {
	// the value may carry a password: it is not repeated
	if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value))
		refuse(
			"DATABASE_URL",
			"…",
			"postgresql://пользователь:пароль@сервер/база",
			"postgresql://user:password@host/database",
		);
	return value;
}

/** @throws SetupError when it is not 32 bytes in base64; the value is not repeated */
export function readSecretKey(name: string, value: string): Buffer {
	const key = Buffer.from(value, "base64");
	if (key.length !== 32 || !/^[\w+/-]+=*$/.test(value))
		refuse(name, "…", "32 байта в base64 (openssl rand -base64 32)", "32 bytes in base64 (openssl rand -base64 32)");
	return key;
}

/** OTKLIK_S3_URL is the address of a bucket: https://storage.example.org/bucket, or with a folder behind it. */
function filesOf(env: Record<string, string | undefined>, dataDir: string): FileSettings {
	if (!env.OTKLIK_S3_URL) return { kind: "folder", folder: join(dataDir, "files") };
	const url = URL.parse(env.OTKLIK_S3_URL);
	const [bucket, ...folders] = url?.pathname.split("/").filter((part) => part !== "") ?? [];
	if (!url || !bucket || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
		// it may carry a key: it is not repeated
		return refuse("OTKLIK_S3_URL", "…", "https://сервер/корзина", "https://host/bucket");
	return {
		kind: "s3",
		endpoint: url.origin,
		bucket,
		prefix: folders.map((folder) => `${folder}/`).join(""),
		region: env.OTKLIK_S3_REGION || "us-east-1",
		accessKeyId: given(env, "OTKLIK_S3_KEY_ID"),
		secretAccessKey: given(env, "OTKLIK_S3_SECRET_KEY"),
	};
}

function given(env: Record<string, string | undefined>, name: string): string {
	return env[name] || refuse(name, "", "задано вместе с OTKLIK_S3_URL", "given together with OTKLIK_S3_URL");
}

function proxiesOf(value: string): string {
	const names = value.split(",").map((name) => name.trim());
	const isAddress = (name: string): boolean => {
		const [address = "", bits = "0", ...rest] = name.split("/");
		return rest.length === 0 && isIP(address) > 0 && /^\d{1,3}$/.test(bits);
	};
	if (names.every((name) => /^(loopback|linklocal|uniquelocal)$/.test(name) || isAddress(name))) return names.join(",");
	throw new SetupError(
		`OTKLIK_TRUSTED_PROXIES=${value}: нужны адреса или сети через запятую, например 10.0.0.5,10.1.0.0/16.`,
		`OTKLIK_TRUSTED_PROXIES=${value}: addresses or networks are needed, comma-separated, for example 10.0.0.5,10.1.0.0/16.`,
	);
}

function publicUrlOf(value: string): string {
	const url = URL.parse(value);
	if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.pathname !== "/")
		return refuse(
			"OTKLIK_PUBLIC_URL",
			value,
			"адрес вида https://otklik.example.ru",
			"an address like https://desk.example.org",
		);
	return url.origin;
}
