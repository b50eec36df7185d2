import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../src/domain/errors.ts";
import { openTable } from "../src/ingest/table/open-table.ts";
import { bareWorkbook, workbook, zip } from "./table-files.ts";

/** Windows-1251 of a text of letters. */
const toWindows1251 = (text: string): Buffer =>
	Buffer.from(
		[...text].map((letter) => {
			const code = letter.codePointAt(0) ?? 0;
			if (code < 128) return code;
			if (letter === "№") return 0xb9;
			return code - 0x410 + 0xc0;
		}),
	);

async function read(bytes: Buffer) {
	const table = await openTable(bytes);
	const rows: string[][] = [];
	for await (const row of table.rows) rows.push(row.cells);
	return { columns: table.columns, rows };
}
const troubleOf = (bytes: Buffer): Promise<unknown> =>
	read(bytes).then(
		() => "read",
		(error: unknown) => (error instanceof DomainError ? error.details.reason : error),
	);

const header = ["Номер", "Текст"];

describe("CSV", () => {
	const text = 'Номер;Текст\r\n1;"Яма; большая, ""глубокая"""\r\n\r\n2;Нет воды\r\n';
	const rows = [
		["1", 'Яма; большая, "глубокая"'],
		["2", "Нет воды"],
	];
	test.each([
		["UTF-8", Buffer.from(text)],
		["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
		["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le")],
		["windows-1251", toWindows1251(text)],
		["packed", gzipSync(text)],
		["packed windows-1251", gzipSync(toWindows1251(text))],
		["commas", Buffer.from('Номер,Текст\n1,"Яма; большая, ""глубокая"""\n2,Нет воды')],
		["tabs", Buffer.from('Номер\tТекст\n1\t"Яма; большая, ""глубокая"""\n2\tНет воды')],
	])("%s", async (_name, bytes) => {
		expect(await read(bytes)).toEqual({ columns: header, rows });
	});

	test("a title above the header is passed over, names that come twice get numbers", async () => {
		const bytes = Buffer.from("Выгрузка за март\n\nНомер;Дата;Дата;\n1;2;3;4");
		expect(await read(bytes)).toEqual({ columns: ["Номер", "Дата", "Дата (2)", "#4"], rows: [["1", "2", "3", "4"]] });
	});

	test("letters cut in two between pieces stay whole", async () => {
		const long = "ё".repeat(300_001);
		expect((await read(Buffer.from(`Номер;Текст\n1;x${long}`))).rows).toEqual([["1", `x${long}`]]);
	});
});

describe("workbooks", () => {
	test("texts, numbers, dates, formulas, switches, gaps", async () => {
		const at = new Date(Date.UTC(2026, 2, 10, 9, 15, 30));
		const bytes = await workbook(
			[
				["Номер", "Когда", "Текст", "Ещё"],
				[17, at, "Яма <большая> & 'глубокая' \n вторая строка", true],
				[123_456_789_012_345, null, { formula: 'HYPERLINK("http://x")', result: "=cmd|x" }, null],
				["=1+1", null, { formula: "1+1" }, "@sum"],
			],
			"dd.mm.yyyy hh:mm",
		);
		expect((await read(bytes)).rows).toEqual([
			["17", "2026-03-10 09:15:30", "Яма <большая> & 'глубокая' \n вторая строка", "TRUE"],
			["123456789012345", "", "=cmd|x"],
			["=1+1", "", "=1+1", "@sum"],
		]);
	});

	test("what other programs write: prefixes, inline and styled texts, no addresses, entities", async () => {
		const sheet = `<?xml version="1.0"?><!-- a > comment --><x:worksheet xmlns:x="m"><x:sheetData>
			<x:row r="1"><x:c t="inlineStr"><x:is><x:t>Номер</x:t></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>
			<x:row r="4"><x:c r="B4" t="str"><x:v><![CDATA[a<b]]>&#1103;&#x44F;&amp;&own;</x:v></x:c><x:c r="C4"/></x:row>
			</x:sheetData></x:worksheet>`;
		const strings =
			"<sst><si><r><t>Тек</t></r><r><t xml:space='preserve'>ст</t></r><rPh><t>aid</t></rPh></si><si><t/></si></sst>";
		const bytes = bareWorkbook(sheet, [{ name: "xl/sharedStrings.xml", content: strings }]);
		expect(await read(bytes)).toEqual({ columns: header, rows: [["", "a<bяя&&own;"]] });
	});

	test("letters cut in two between pieces stay whole", async () => {
		const rows = Array.from({ length: 3000 }, (_, index) => [index, `${"x".repeat(index % 5)}${"ёж".repeat(40)}`]);
		const found = await read(await workbook([header, ...rows]));
		expect(found.rows).toEqual(rows.map(([number, text]) => [String(number), text]));
	});
});

describe("hostile files", () => {
	const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
	const row = `<row>${cell("a")}${cell("b")}</row>`;
	test.each<[string, Buffer, string]>([
		["nothing", Buffer.alloc(0), "empty"],
		["nothing but lines", Buffer.from("\n\n\n"), "empty"],
		["one word", Buffer.from("Номер\n1\n2"), "no-header"],
		["larger than may be", Buffer.alloc(32_000_001, 65), "too-large"],
		["bytes", Buffer.from([1, 2, 0, 3, 255, 254]), "encoding"],
		["the old binary format", Buffer.from("d0cf11e0a1b11ae1", "hex"), "old-format"],
		["half a zip", bareWorkbook("<a/>").subarray(0, 200), "broken"],
		["a zip of something else", zip([{ name: "readme.txt", content: "x" }]), "broken"],
		["a locked zip", zip([{ name: "xl/workbook.xml", content: "x", flags: 1 }]), "locked"],
		["no sheet", zip([{ name: "xl/workbook.xml", content: "<workbook/>" }]), "broken"],
		["rows that go back", bareWorkbook(`<row r="5">${cell("a")}${cell("b")}</row><row r="2"/>`), "broken"],
		["rows beyond any sheet", bareWorkbook('<row r="1048577"/>'), "broken"],
		["columns without end", bareWorkbook('<row><c r="XFD1" t="str"><v>a</v></c></row>'), "too-many-columns"],
		["columns without end in text", Buffer.from(";a".repeat(5000)), "too-many-columns"],
		["a broken pack", Buffer.concat([gzipSync("Номер;Текст\n1;2").subarray(0, 20), Buffer.alloc(9, 7)]), "broken"],
		["a tag without end", bareWorkbook(`${row}<row ${"a".repeat(2_000_000)}`), "broken"],
	])("%s", async (_name, bytes, reason) => {
		expect(await troubleOf(bytes)).toBe(reason);
	});

	test("what unpacks without end is left off, whatever the directory claims", async () => {
		const zeros = Buffer.alloc(310_000_000, 32);
		const sheet = Buffer.concat([Buffer.from(row + row), zeros]);
		const lying = zip([
			{ name: "xl/workbook.xml", content: '<sheet r:id="r"/>' },
			{ name: "xl/_rels/workbook.xml.rels", content: '<Relationship Id="r" Target="worksheets/sheet1.xml"/>' },
			{ name: "xl/worksheets/sheet1.xml", content: sheet, claims: 100 },
		]);
		expect(lying.length).toBeLessThan(400_000);
		expect(await troubleOf(lying)).toBe("unpacks-too-large");
		const packed = gzipSync(Buffer.concat([Buffer.from("a;b\n"), zeros.fill("\n")]), { level: 9 });
		expect(await troubleOf(packed)).toBe("unpacks-too-large");
	});

	test("no bytes make it do anything but read or refuse", async () => {
		const whole = await workbook([header, [1, "Яма"], [2, "Нет воды"]]);
		const refuse = async (bytes: Buffer) => {
			const trouble = await troubleOf(bytes);
			expect(typeof trouble, String(trouble)).toBe("string");
		};
		const place = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
		await fc.assert(
			fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 8 }), async (changes) => {
				const bytes = Buffer.from(whole);
				for (const [at, value] of changes) bytes[at] = value;
				await refuse(bytes);
			}),
			{ numRuns: 300 },
		);
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (xml) => {
				await refuse(bareWorkbook(row + xml));
				await refuse(Buffer.from(`a;b\n${xml}`));
			}),
			{ numRuns: 300 },
		);
	});
});

test("100,000 rows are read with the same memory as a thousand", async () => {
	const line = (index: number) => `${index};"Третий день нет воды, дом ${index}, ${"подъезд ".repeat(20)}"\n`;
	const bytes = gzipSync(`Номер;Текст\n${Array.from({ length: 100_000 }, (_, index) => line(index)).join("")}`);
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	let most = 0;
	let count = 0;
	const { rows } = await openTable(bytes);
	for await (const _ of rows) if (++count % 5000 === 0) most = Math.max(most, process.memoryUsage().rss - before);
	expect(count).toBe(100_000);
	expect(most).toBeLessThan(150_000_000);
});
