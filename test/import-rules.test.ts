import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readModules } from "../scripts/read-modules.ts";
import { checkRules } from "../scripts/rules.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

/** A small tree in which every import is as it should be. */
const honest: Record<string, string> = {
	"src/cli.ts": `await import("./serve.ts"); await import("./jobs.ts");`,
	"src/jobs.ts": `import { openCase } from "./cases/open-case.ts"; export const jobs = [openCase];`,
	"src/serve.ts": `import { channels } from "./channels/index.ts"; import { serve } from "./http/server.ts"; serve(channels);`,
	"src/http/server.ts": `import { openCase } from "../cases/open-case.ts"; import { x } from "./contract.ts"; export const serve = (given: unknown) => [given, openCase, x];`,
	"src/http/contract.ts": `import { z } from "zod"; import type { Case } from "../domain/case.ts"; export type Row = Case; export const x = z.string();`,
	"src/cases/open-case.ts": `import { insertCase } from "./writes.ts"; import { readCase } from "./reads.ts"; export const openCase = [insertCase, readCase, Date.now()];`,
	"src/cases/writes.ts": `import type { Db } from "../db/database.ts"; export const insertCase = (db: Db) => db.insertInto("case");`,
	"src/cases/reads.ts":
		"import type { Db } from \"../db/database.ts\"; export const readCase = (db: Db) => `${db} select * from message where text = 'insert' for update`;",
	"src/channels/channel.ts": "export type Channel = { name: string };",
	"src/channels/index.ts": `import { one } from "./one/one.ts"; import { two } from "./two/two.ts"; export const channels = [one, two];`,
	"src/channels/one/one.ts": `import type { Channel } from "../channel.ts"; import { name } from "./name.ts"; export const one: Channel = { name };`,
	"src/channels/one/name.ts": `export const name = "vk";`,
	"src/channels/two/two.ts": `import type { Channel } from "../channel.ts"; import { Api } from "grammy"; export const two: Channel = { name: String(Api) };`,
	"src/db/database.ts": `import pg from "pg"; export type Db = { insertInto: (table: string) => typeof pg };`,
	"src/domain/case.ts": `import type { Time } from "./time.ts"; export type Case = { at: Time }; export const day = (time: number) => new Date(time);`,
	"src/domain/time.ts": "export type Time = number;",
	"src/domain/case.test.ts": `import { test } from "vitest"; import fc from "fast-check"; import { day } from "./case.ts"; test("day", () => fc.assert(fc.property(fc.integer(), (n) => day(n) < new Date())));`,
	"demo/network.ts": `import type { Case } from "../src/domain/case.ts"; export type Demo = Case;`,
	"web/main.ts": `await import("./app.tsx");`,
	"web/app.tsx": `import { Queue } from "./screens/queue/queue.tsx"; import { Case } from "./screens/case/case.tsx"; export const app = [<Queue />, <Case />];`,
	"web/api.ts": `import type { Row } from "../src/http/contract.ts"; export type { Row };`,
	"web/screens/queue/queue.tsx": `import { Button } from "../../components/button.tsx"; import type { Row } from "../../api.ts"; export const Queue = (row: Partial<Row>) => <Button {...row} />;`,
	"web/screens/case/case.tsx": `import { Button } from "../../components/button.tsx"; export const Case = () => <Button />;`,
	"web/components/button.tsx": 'export const Button = () => <button type="button" />;',
	"test/cases.test.ts": `import { channels } from "../src/channels/index.ts"; console.log(channels);`,
};

/** One planted breach each: the rule it breaks, the file, and what is added to it. */
const planted: [rule: string, file: string, text: string][] = [
	["a folder of src/ imports only folders below it", "src/domain/case.ts", `import { x } from "../db/database.ts"; x;`],
	[
		"a folder of src/ imports only folders below it",
		"src/cases/open-case.ts",
		`import { serve } from "../http/server.ts"; serve;`,
	],
	[
		"a folder of src/ imports only folders below it",
		"src/db/database.ts",
		`import type { Row } from "../http/contract.ts"; export type R = Row;`,
	],
	[
		"a folder of src/ imports only folders below it",
		"src/db/database.ts",
		`export type { Row } from "../http/contract.ts";`,
	],
	["a folder of src/ imports only folders below it", "src/db/database.ts", `export * from "../cases/reads.ts";`],
	[
		"a folder of src/ imports only folders below it",
		"src/db/database.ts",
		`export type R = import("../http/contract.ts").Row;`,
	],
	[
		"a folder of src/ imports only folders below it",
		"src/db/database.ts",
		`export const late = () => import("../cases/reads.ts");`,
	],
	["a folder of src/ imports only folders below it", "src/http/server.ts", `import { jobs } from "../jobs.ts"; jobs;`],
	[
		"a folder of src/ imports only folders below it",
		"src/cases/reads.test.ts",
		`import { serve } from "../http/server.ts"; serve;`,
	],
	["a new folder of src/ is given its place in the order", "src/utils/x.ts", "export const x = 1;"],
	[
		"src/ does not lean on what stands around it",
		"src/http/server.ts",
		`import type { Demo } from "../../demo/network.ts"; export type D = Demo;`,
	],
	["src/ does not lean on what stands around it", "src/jobs.ts", `import "../test/cases.test.ts";`],
	["domain imports only domain", "src/domain/case.ts", `import { createHash } from "node:crypto"; createHash;`],
	[
		"domain imports only domain",
		"src/domain/case.ts",
		`import type { Generated } from "kysely"; export type G = Generated<string>;`,
	],
	["domain imports only domain", "src/domain/case.test.ts", `import { readFileSync } from "node:fs"; readFileSync;`],
	[
		"writes.ts is imported only inside its folder",
		"src/http/server.ts",
		`import { insertCase } from "../cases/writes.ts"; insertCase;`,
	],
	[
		"writes.ts is imported only inside its folder",
		"src/jobs.ts",
		`import { insertCase } from "./cases/writes.ts"; insertCase;`,
	],
	[
		"writes.ts is imported only inside its folder",
		"test/cases.test.ts",
		`import { insertCase } from "../src/cases/writes.ts"; insertCase;`,
	],
	[
		"a channel imports only channel.ts, codes.ts, network-call.ts, own-door.ts and its own folder",
		"src/channels/two/two.ts",
		`import { name } from "../one/name.ts"; name;`,
	],
	[
		"a channel imports only channel.ts, codes.ts, network-call.ts, own-door.ts and its own folder",
		"src/channels/two/two.ts",
		`import type { Case } from "../../domain/case.ts"; export type C = Case;`,
	],
	[
		"channel.ts imports only codes.ts of ours",
		"src/channels/channel.ts",
		`import type { Case } from "../domain/case.ts"; export type C = Case;`,
	],
	[
		"only the files that put the program together import channels/index.ts",
		"src/http/server.ts",
		`import { channels } from "../channels/index.ts"; channels;`,
	],
	[
		"a channel is reached through channels/index.ts",
		"src/jobs.ts",
		`import { one } from "./channels/one/one.ts"; one;`,
	],
	[
		"web imports from outside only types of src/http, in web/api.ts and its parts",
		"web/components/button.tsx",
		`import type { Row } from "../../src/http/contract.ts"; export type R = Row;`,
	],
	[
		"web imports from outside only types of src/http, in web/api.ts and its parts",
		"web/api.ts",
		`import { x } from "../src/http/contract.ts"; x;`,
	],
	[
		"web imports from outside only types of src/http, in web/api.ts and its parts",
		"web/api.ts",
		`import type { Case } from "../src/domain/case.ts"; export type C = Case;`,
	],
	["a screen never imports a screen", "web/screens/queue/queue.tsx", `import { Case } from "../case/case.tsx"; Case;`],
	[
		"a screen never imports a screen",
		"web/screens/queue/queue.tsx",
		`import type { Case } from "../case/case.tsx"; export type C = typeof Case;`,
	],
	[
		"components import no screen",
		"web/components/button.tsx",
		`import { Case } from "../screens/case/case.tsx"; Case;`,
	],
	["domain uses no clock, no chance, nothing outside", "src/domain/case.ts", "export const now = Date.now();"],
	["domain uses no clock, no chance, nothing outside", "src/domain/case.ts", "export const now = () => new Date();"],
	["domain uses no clock, no chance, nothing outside", "src/domain/case.ts", "export const dice = Math.random();"],
	["domain uses no clock, no chance, nothing outside", "src/domain/case.ts", "export const home = process.env.HOME;"],
	["domain uses no clock, no chance, nothing outside", "src/domain/case.ts", "setTimeout(() => {}, 1);"],
	[
		"writes.ts holds every INSERT, UPDATE and DELETE",
		"src/cases/reads.ts",
		`export const f = (db: Db) => db.insertInto("case");`,
	],
	[
		"writes.ts holds every INSERT, UPDATE and DELETE",
		"src/cases/open-case.ts",
		'export const q = sql`update "case" set status = ${1}`;',
	],
	["writes.ts holds every INSERT, UPDATE and DELETE", "src/jobs.ts", `export const q = "delete from message";`],
	[
		"only channels and seeds name a network",
		"src/http/server.ts",
		`export const isVk = (name: string) => name === "vk";`,
	],
	["what is imported exists", "src/jobs.ts", `import { gone } from "./cases/gone.ts"; gone;`],
	["no cycles", "src/cases/reads.ts", `import { openCase } from "./open-case.ts"; openCase;`],
	["no cycles", "src/domain/time.ts", `import type { Case } from "./case.ts"; export type C = Case;`],
	["no orphans", "src/cases/forgotten.ts", "export const x = 1;"],
	["no orphans", "web/components/forgotten.tsx", "export const x = <p />;"],
];

let root: string;
beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), "otklik-rules-"));
});
afterAll(() => rmSync(root, { recursive: true }));

function plant(name: string, files: Record<string, string>): string {
	const tree = join(root, name);
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(dirname(join(tree, file)), { recursive: true });
		writeFileSync(join(tree, file), `${text}\n`);
	}
	return tree;
}

describe("import rules", () => {
	test("an honest tree breaks none", () => {
		expect(checkRules(readModules(plant("honest", honest)))).toEqual([]);
	});

	test.each(planted.map((one, index) => [index, ...one] as const))("%i: %s (%s)", (index, rule, file, text) => {
		const tree = plant(`planted-${index}`, { ...honest, [file]: `${honest[file] ?? ""}\n${text}` });
		const found = checkRules(readModules(tree)).filter((one) => one.rule === rule);
		expect(found.map((one) => one.at.split(":")[0])).toContain(file);
	});

	test("the command names the breach and fails", () => {
		const tree = plant("command", {
			...honest,
			"src/domain/case.ts": `import "node:fs"; ${honest["src/domain/case.ts"]}`,
		});
		const { status, stderr } = spawnSync(process.execPath, [join(project, "scripts/check-rules.ts"), tree], {
			encoding: "utf8",
		});
		expect({ status, stderr }).toEqual({
			status: 1,
			stderr: "src/domain/case.ts:1: domain imports only domain (node:fs)\n",
		});
	});
});

test("the linter finds what it is there for", () => {
	const bad: Record<string, string> = {
		"typescript(no-floating-promises)": "export function f() { Promise.resolve(1); }",
		"eslint(no-unused-vars)": `import { join } from "node:path"; export const x = 1;`,
		"typescript(no-explicit-any)": "export const x = (y: any) => y;",
		"typescript(consistent-type-imports)": `import { Stats } from "node:fs"; export type S = Stats;`,
		"eslint(eqeqeq)": "export const f = (x: number, y: number) => x == y;",
		"eslint(max-lines)": Array.from({ length: 301 }, (_, index) => `export const x${index} = 1;`).join("\n"),
		"eslint(max-lines-per-function)": `export function f(x: number) {\n${"\tx++;\n".repeat(51)}\treturn x;\n}`,
	};
	const files = Object.entries(bad).map(([rule, text], index) => ({ rule, file: `src/bad-${index}.ts`, text }));
	const tree = plant("lint", Object.fromEntries(files.map(({ file, text }) => [file, text])));
	for (const name of [".oxlintrc.json", "tsconfig.json"]) cpSync(join(project, name), join(tree, name));
	symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
	const oxlint = join(project, "node_modules/.bin/oxlint");
	const { status, stdout } = spawnSync(oxlint, ["--type-aware", "-f", "json", "src"], { cwd: tree, encoding: "utf8" });
	const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
	const found = diagnostics.map((one) => ({ rule: one.code, file: one.filename }));
	expect(status).toBe(1);
	expect(found.sort((a, b) => a.file.localeCompare(b.file))).toEqual(files.map(({ rule, file }) => ({ rule, file })));
});
