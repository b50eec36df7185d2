import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportedPeople, PeoplePreview } from "../src/http/contract-people-import.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());

const send = (path: string, file: Buffer | string, as = admin) =>
	fetch(`${desk.url}/api/people/import${path}`, {
		method: "POST",
		headers: { origin: "http://desk.example", cookie: as, "content-type": "application/octet-stream" },
		body: typeof file === "string" ? file : new Uint8Array(file),
	});
const preview = async (file: Buffer | string) => {
	const response = await send("/preview", file);
	expect(response.status, await response.clone().text()).toBe(200);
	return (await response.json()) as PeoplePreview;
};
const kinds = ({ rows }: PeoplePreview) => rows.map(({ login, kind }) => [login, kind]);
const codeOf = async (response: Response) => {
	const { code, details } = (await response.json()) as { code: string; details?: { reason?: string } };
	return [code, details?.reason];
};
const staffCount = async () =>
	(await sql<{ n: number }>`select count(*)::int as n from staff`.execute(desk.db)).rows[0]!.n;

async function workbook(rows: unknown[][]): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	const sheet = book.addWorksheet("People");
	for (const row of rows) sheet.addRow(row);
	return Buffer.from(await book.xlsx.writeBuffer());
}

test("a workbook is shown row by row, written once confirmed, and changes nothing the second time", async () => {
	const file = await workbook([
		["Логин", "Имя", "Ведомство", "Роли"],
		["Anna", "Анна", "Housing", "Ведомство"],
		["login-2", "Person 2", "housing", "agency"],
		["login-3", "Другое имя", "roads", "agency, curator"],
		["ivan", "Иван", "нет такого", "нет такой"],
	]);
	const before = await staffCount();
	const shown = await preview(file);
	expect(kinds(shown)).toEqual([
		["anna", "new"],
		["login-2", "same"],
		["login-3", "changed"],
		["ivan", "refused"],
	]);
	expect(shown.rows[2]?.changes).toEqual(["name", "agency", "roles"]);
	expect(shown.rows[3]?.troubles).toEqual(["agency-unknown", "role-unknown"]);
	expect(await staffCount()).toBe(before);

	const done = await send(`?print=${shown.print}`, file);
	expect(done.status, await done.clone().text()).toBe(200);
	const { added, changed } = (await done.json()) as ImportedPeople;
	expect([added.map(({ login }) => login), changed]).toEqual([["anna"], 1]);
	const entered = await desk.call("POST", "/api/session", { body: { login: "anna", password: added[0]!.password } });
	expect(((await entered.json()) as { owes: string }).owes).toBe("password");

	expect(kinds(await preview(file)).map(([, kind]) => kind)).toEqual(["same", "same", "same", "refused"]);
	// what was confirmed is not what the same file would do now
	expect(await codeOf(await send(`?print=${shown.print}`, file))).toEqual(["changed-meanwhile", undefined]);
	expect(await staffCount()).toBe(before + 1);
});

test("rows that cannot be are refused, each with its reason", async () => {
	await sql`insert into region (id, code, name, time_zone) values (2, 'far', 'Far', 'Europe/Moscow')`.execute(desk.db);
	await sql`insert into staff (region_id, login, name, password_hash) values (2, 'elsewhere', 'x', '-')`.execute(
		desk.db,
	);
	const { rows } = await preview(
		[
			"login;name;agency;roles",
			";Без логина;;",
			"a b;Пробел;;",
			"twice;Раз;;",
			"TWICE;Два;;",
			"elsewhere;Чужой;;",
			"noname;;;",
			"=cmd|' /C calc'!A0;x;;",
			'sum;"=HYPERLINK(""http://evil"")";;',
			"login-5;Я сам;;admin",
			"longname;" + "я".repeat(300) + ";;",
		].join("\n"),
	);
	expect(rows.map(({ troubles }) => troubles[0] ?? "taken as new")).toEqual([
		...["login-missing", "login-bad", "taken as new", "login-twice", "login-taken", "name-missing"],
		...["login-bad", "formula", "self", "name-long"],
	]);
});

test("files that are no table, or too much of one, are refused whole", async () => {
	expect(await codeOf(await send("/preview", ""))).toEqual(["file-unreadable", "empty"]);
	expect(await codeOf(await send("/preview", "имя;роль\nx;y"))).toEqual(["file-unreadable", "no-login-column"]);
	expect(await codeOf(await send("/preview", Buffer.from("PK\u0003\u0004 no zip")))).toMatchObject([
		"file-unreadable",
		expect.any(String),
	]);
	const many = `login;name\n${Array.from({ length: 2001 }, (_, row) => `p${row}xx;n`).join("\n")}`;
	expect(await codeOf(await send("/preview", many))).toEqual(["file-unreadable", "too-many-rows"]);
	expect((await send("/preview", Buffer.alloc(2_000_001, "a"))).status).toBe(413);
	expect((await send("?print=zz", "login;name\nabc;d")).status).toBe(400);
	const three = `login;name\n${Array.from({ length: 301 }, (_, row) => `q${row}xx;n`).join("\n")}`;
	expect((await preview(three)).rows.at(-1)?.troubles).toEqual(["too-many-new"]);
});

test("only who manages the people of the whole region imports", async () => {
	const head = await addPerson(desk, 2020, 1, ["staff.manage", "case.read.agency"]);
	expect((await send("/preview", "login;name\nabc;d", head)).status).toBe(403);
	expect((await send("/preview", "login;name\nabc;d", await desk.signIn("login-1"))).status).toBe(403);
});
