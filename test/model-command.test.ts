import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "otklik-model-"));
const at = (name: string) => join(folder, name);
const run = promisify(execFile);

type Ended = { code: number; out: string; err: string };

async function otklik(...args: string[]): Promise<Ended> {
	try {
		const { stdout, stderr } = await run("node", ["src/cli.ts", ...args]);
		return { code: 0, out: stdout, err: stderr };
	} catch (error) {
		const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
		return { code, out: stdout, err: stderr };
	}
}

const matters: Record<string, string[]> = {
	вода: ["нет горячей воды", "течёт ржавая вода", "воду отключили", "слабый напор воды"],
	снег: ["не убран снег", "сугробы на тротуаре", "снег не вывозят", "лёд у подъезда"],
	свет: ["не горит фонарь", "темно во дворе", "погасли лампы", "фонари не светят"],
};
const rows = Object.entries(matters).flatMap(([label, says]) =>
	says.flatMap((say) =>
		["север", "юг"].flatMap((place) => ["", "опять", "третий день"].map((word) => [`${say} ${word}`, label, place])),
	),
);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const table = (delimiter: string, head: string[], lines: string[][]) =>
	[head, ...lines].map((line) => line.map(quoted).join(delimiter)).join("\n");

let trained: Ended;

beforeAll(async () => {
	await writeFile(at("rows.csv"), table(",", ["words", "matter", "place"], rows));
	await writeFile(at("rows.csv.gz"), gzipSync(await readFile(at("rows.csv"))));
	await writeFile(
		at("office.csv"),
		`\ufeff${table(
			";",
			["Район", "тема", "текст; как есть"],
			rows.map(([a, b, c]) => [c, b, a] as string[]),
		)}`,
	);
	await writeFile(
		at("holes.csv"),
		table(
			"\t",
			["words", "matter"],
			[...rows, ["", "снег"], ["без метки", ""]].map((row) => row.slice(0, 2)),
		),
	);
	await writeFile(
		at("one.csv"),
		table(
			",",
			["words", "matter"],
			rows.map(([text]) => [text as string, "всё одно"]),
		),
	);
	await writeFile(
		at("three.csv"),
		table(
			",",
			["words", "matter"],
			rows.slice(0, 3).map((row) => row.slice(0, 2)),
		),
	);
	await writeFile(at("cp1251.csv"), Buffer.from([0xf2, 0xe5, 0xea, 0xf1, 0xf2, 0x2c, 0x61, 0x0a, 0xcf, 0x2c, 0x62]));
	await writeFile(at("head.csv"), "words,matter\n");
	await writeFile(at("empty.csv"), "");
	await writeFile(at("open-quote.csv"), `words,matter\n"${"не закрыта кавычка ".repeat(2_000)}`);
	await writeFile(at("cut.csv.gz"), gzipSync(await readFile(at("rows.csv"))).subarray(0, 60));
	trained = await otklik(
		"model",
		"train",
		"--data",
		at("rows.csv.gz"),
		"--text",
		"words",
		"--label",
		"matter",
		"--territory",
		"place",
		"--out",
		at("a.model"),
		"--json",
	);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("train tells the figures on rows it had not seen", () => {
	expect(trained).toMatchObject({ code: 0, err: "" });
	expect(JSON.parse(trained.out)).toMatchObject({ n: rows.length, classes: 3, skipped: 0 });
});

test("evaluate knows the columns the model was trained on, and prints exactly its figures", async () => {
	const { code, out } = await otklik("model", "evaluate", "--model", at("a.model"), "--data", at("rows.csv"), "--json");
	expect(code).toBe(0);
	const names = ["n", "accuracy", "macroF1", "weightedF1", "top3", "coverageAt90", "messagesPerSecond", "modelBytes"];
	expect(Object.keys(JSON.parse(out) as object)).toEqual([...names, "skipped"]);
	expect(JSON.parse(out)).toMatchObject({ n: rows.length, accuracy: 1, top3: 1, coverageAt90: 1 });
});

test("a spreadsheet's own CSV: byte order mark, semicolons, columns in another order", async () => {
	const columns = ["--text", "текст; как есть", "--label", "тема", "--territory", "Район"];
	const { code, out } = await otklik(
		"model",
		"evaluate",
		"--model",
		at("a.model"),
		"--data",
		at("office.csv"),
		...columns,
		"--json",
	);
	expect(code).toBe(0);
	expect(JSON.parse(out)).toMatchObject({ n: rows.length, accuracy: 1 });
});

test("empty rows are skipped and counted", async () => {
	const given = ["--data", at("holes.csv"), "--text", "words", "--label", "matter", "--out", at("b.model")];
	expect(JSON.parse((await otklik("model", "train", ...given, "--json")).out)).toMatchObject({
		n: rows.length,
		skipped: 2,
	});
	const compared = await otklik(
		"model",
		"compare",
		"--model",
		at("b.model"),
		"--with",
		at("a.model"),
		"--data",
		at("rows.csv"),
		"--json",
	);
	expect(JSON.parse(compared.out)).toMatchObject({ model: { accuracy: 1 }, with: { accuracy: 1 }, sameAnswer: 1 });
});

test.each<[string, string, RegExp]>([
	["no such file", "nowhere.csv", /There is no file .*nowhere\.csv/],
	["a missing column", "office.csv", /has no column "words".*columns are: Район, тема/],
	["one label", "one.csv", /1 different labels; at least 20 rows and 2 labels/],
	["three rows", "three.csv", /3 rows.*at least 20 rows/],
	["another encoding", "cp1251.csv", /not in UTF-8/],
	["a head alone", "head.csv", /no rows under its first line/],
	["nothing at all", "empty.csv", /The file is empty/],
	["a quote that never closes", "open-quote.csv", /cannot be read|too little|at least/i],
	["an archive cut short", "cut.csv.gz", /cannot be read/],
])("%s: one sentence in both languages, nothing written", async (_, name, words) => {
	const given = ["--data", at(name), "--text", "words", "--label", "matter", "--out", at("never.model")];
	const { code, out, err } = await otklik("model", "train", ...given);
	expect(code).toBe(1);
	expect(out).toBe("");
	expect(err).toMatch(words);
	expect(err).toMatch(/[а-я]{4}/);
	expect(err).not.toMatch(/\n\s+at /);
	await expect(readFile(at("never.model"))).rejects.toThrow("ENOENT");
});

test("what is no model is refused", async () => {
	const { code, err } = await otklik("model", "evaluate", "--model", at("rows.csv"), "--data", at("rows.csv"));
	expect(code).toBe(1);
	expect(err).toMatch(/cannot be used: not a model/);
});

test("a folder that is not there: the model is not written, and that is said", async () => {
	const given = ["--data", at("rows.csv"), "--text", "words", "--label", "matter", "--out", at("no/such/a.model")];
	const { code, err } = await otklik("model", "train", ...given);
	expect(code).toBe(1);
	expect(err).toMatch(/The model was not written/);
});
