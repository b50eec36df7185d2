import { crc32, deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";

/** Files of tables as others write them, and as nobody should. */

type Value = string | number | boolean | Date | null | { formula: string; result?: string | number };

/** A workbook by a library that is not ours. */
export async function workbook(rows: Value[][], format?: string): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	const sheet = book.addWorksheet("Messages");
	for (const row of rows) {
		const added = sheet.addRow(row);
		if (format)
			added.eachCell((cell) => {
				if (cell.value instanceof Date) cell.numFmt = format;
			});
	}
	return Buffer.from(await book.xlsx.writeBuffer());
}

type Part = { name: string; content: Buffer | string; flags?: number; claims?: number };

/** A zip of exactly these parts; `claims` is the size that its directory tells. */
export function zip(parts: Part[]): Buffer {
	const heads: Buffer[] = [];
	const lines: Buffer[] = [];
	let at = 0;
	for (const { name, content, flags = 0, claims } of parts) {
		const raw = Buffer.from(content);
		const packed = deflateRawSync(raw, { level: 9 });
		const size = claims ?? raw.length;
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(flags, 2);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crc32(raw), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(size, 18);
		common.writeUInt16LE(Buffer.byteLength(name), 22);
		const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), packed]);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(at, 10);
		lines.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, place, Buffer.from(name)]));
		heads.push(head);
		at += head.length;
	}
	const directory = Buffer.concat(lines);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", "latin1");
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...heads, directory, end]);
}

/** A workbook whose sheet is exactly this XML. */
export function bareWorkbook(sheet: string | Buffer, more: Part[] = []): Buffer {
	return zip([
		{
			name: "xl/workbook.xml",
			content: '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
		},
		{
			name: "xl/_rels/workbook.xml.rels",
			content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
		},
		{ name: "xl/worksheets/sheet1.xml", content: sheet },
		...more,
	]);
}
