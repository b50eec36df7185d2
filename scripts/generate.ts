import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { schemaText } from "../src/db/schema-text.ts";
import { openApiText } from "../src/http/openapi-text.ts";
import { createTestDatabase } from "../test/database.ts";

/*
 * Writes what follows from the migrations, schema.sql and src/db/tables.ts, and from the routes, openapi.json.
 * With --check nothing is written: files that differ are named, and the exit code is 1.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

function tablesText(url: string): string {
	const folder = mkdtempSync(join(tmpdir(), "otklik-tables-"));
	const out = join(folder, "tables.ts");
	const program = join(root, "node_modules/kysely-codegen/dist/cli/bin.js");
	// ids are int8 and far below 2^53: the pool reads them as numbers
	const types = JSON.stringify({ int8: "number" });
	const args = ["--dialect", "postgres", "--url", url, "--out-file", out, "--default-schema", "public"];
	args.push("--include-pattern", "public.*", "--type-mapping", types, "--log-level", "error");
	const result = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
	if (result.status !== 0) throw new Error(result.stderr + result.stdout);
	const text = readFileSync(out, "utf8");
	rmSync(folder, { recursive: true });
	return text;
}

async function schemaOf(url: string): Promise<string> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return await schemaText(client);
	} finally {
		await client.end();
	}
}

const database = await createTestDatabase();
try {
	const files = {
		"schema.sql": await schemaOf(database.url),
		"src/db/tables.ts": tablesText(database.url),
		"openapi.json": await openApiText(version),
	};
	for (const [name, text] of Object.entries(files)) {
		const file = join(root, name);
		if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
		if (values.check) {
			console.error(`${name} differs from what the migrations and routes give: run npm run generate`);
			process.exitCode = 1;
		} else {
			writeFileSync(file, text);
			console.log(`${name} written`);
		}
	}
} finally {
	await database.drop();
}
