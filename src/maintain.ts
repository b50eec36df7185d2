import { localUrl, needSecretKey } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import { SetupError } from "./db/setup-error.ts";
import type { Status } from "./http/contract.ts";
import { inspectDatabase, needMigrated, reachDatabase } from "./reach-database.ts";
import { seedDemo, seedOwnRegion, seedRegion } from "./registry/seed.ts";
import { upgrade } from "./upgrade.ts";

/** `otklik migrate`: prints what was applied. */
export async function migrateDatabase(config: Config): Promise<void> {
	const database = await reachDatabase(config);
	try {
		await inspectDatabase(database.url);
		const { applied } = await upgrade(database.url);
		process.stdout.write(applied.length > 0 ? `${applied.join("\n")}\n` : "The database is of this version.\n");
	} finally {
		await database.stop();
	}
}

/**
 * `otklik seed`: the demo region, or the one the options tell of.
 * @param env OTKLIK_ADMIN_PASSWORD is the administrator's password: a command line can be read by others
 */
export async function seedDatabase(
	config: Config,
	values: Record<string, unknown>,
	env: Record<string, string | undefined>,
): Promise<void> {
	const secretKey = needSecretKey(config);
	const database = await reachDatabase(config);
	try {
		await needMigrated(database.url);
		const done = values.region
			? await seedReal(database.url, values, env.OTKLIK_ADMIN_PASSWORD)
			: await seedMadeUp(config, database.url, secretKey);
		process.stdout.write(`${done}\n`);
	} finally {
		await database.stop();
	}
}

async function seedMadeUp(config: Config, databaseUrl: string, secretKey: Buffer): Promise<string> {
	const demo = await seedDemoRegion(databaseUrl, secretKey, localUrl(config.host, config.demoPort));
	if (!demo) return "The database has a region already: nothing was written.";
	return ["The demo region is there. Accounts:", ...demo.accounts.map((one) => `  ${one.login}  ${one.password}`)].join(
		"\n",
	);
}

async function seedReal(databaseUrl: string, values: Record<string, unknown>, password = ""): Promise<string> {
	if (!password)
		throw new SetupError(
			"Задайте пароль администратора в OTKLIK_ADMIN_PASSWORD.",
			"Set the administrator's password in OTKLIK_ADMIN_PASSWORD.",
		);
	const text = (name: string): string => String(values[name] ?? "");
	const db = openDatabase(databaseUrl, 1);
	try {
		const admin = { login: text("login"), name: text("admin-name"), password };
		const region = { code: text("region"), name: text("name"), timeZone: text("time-zone"), admin };
		const id = await seedRegion(db, region);
		return `The region "${region.code}" is written (number ${id}). Sign in as ${admin.login}.`;
	} catch (error) {
		if ((error as { constraint?: string }).constraint !== "staff_login_key") throw error;
		throw new SetupError(
			`Логин «${text("login")}» занят: задайте другой в --login.`,
			`The login "${text("login")}" is taken: give another with --login.`,
			error,
		);
	} finally {
		await db.destroy();
	}
}

/** Writes the demo region if there is none, and tells of its accounts; null when the database belongs to a real region. */
export async function seedDemoRegion(
	databaseUrl: string,
	secretKey: Buffer,
	networkUrl: string,
): Promise<Status["demo"]> {
	const db = openDatabase(databaseUrl, 1);
	try {
		const { regionId, accounts } = await seedDemo(db, { secretKey, apiUrl: networkUrl });
		return regionId === null ? null : { networkUrl, accounts };
	} finally {
		await db.destroy();
	}
}

/** A region of one's own where there is none; null when the database has one. */
export async function seedEmptyRegion(databaseUrl: string): Promise<{ login: string; password: string } | null> {
	const db = openDatabase(databaseUrl, 1);
	try {
		return await seedOwnRegion(db, new Intl.DateTimeFormat().resolvedOptions().timeZone);
	} finally {
		await db.destroy();
	}
}
