import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { DomainError } from "../../domain/errors.ts";
import type { TableRow } from "./read-xlsx.ts";
import { tableTrouble } from "./table-trouble.ts";

const mostUnpacked = 300_000_000;
const longestRecord = 1_000_000;

/**
 * The rows of a CSV file, packed by gzip or not, row by row: commas, semicolons, tabs or bars; UTF-8, UTF-16 with its mark, or
 * windows-1251.
 * @throws DomainError file-unreadable
 */
export async function* readCsv(bytes: Buffer): AsyncGenerator<TableRow> {
	const encoding = await encodingOf(bytes);
	const text = textOf(bytes, encoding);
	const begin = await text.next();
	const delimiter = delimiterOf(begin.value ?? "");
	const source = Readable.from(after(begin.value ?? "", text));
	const parser = parse({
		delimiter,
		bom: true,
		relax_quotes: true,
		relax_column_count: true,
		skip_empty_lines: true,
		max_record_size: longestRecord,
	});
	source.on("error", (error) => parser.destroy(error));
	let number = 0;
	try {
		for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) yield { number: ++number, cells };
	} catch (error) {
		if (error instanceof DomainError) throw error;
		const code = (error as NodeJS.ErrnoException).code ?? "";
		if (code.startsWith("CSV_") || code.startsWith("Z_")) throw tableTrouble("broken");
		throw error;
	} finally {
		source.destroy();
	}
}

async function* after(begin: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
	yield begin;
	yield* rest;
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1251";

/** By its mark, else by whether every byte is UTF-8: what is not was saved by a program of windows-1251. */
async function encodingOf(bytes: Buffer): Promise<Encoding> {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let isFirst = true;
	try {
		for await (const piece of piecesOf(bytes)) {
			if (isFirst && piece[0] === 0xff && piece[1] === 0xfe) return "utf-16le";
			if (isFirst && piece[0] === 0xfe && piece[1] === 0xff) return "utf-16be";
			isFirst = false;
			if (piece.includes(0)) throw tableTrouble("encoding");
			decoder.decode(piece, { stream: true });
		}
		decoder.decode();
		return "utf-8";
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "windows-1251";
		throw asTrouble(error);
	}
}

async function* textOf(bytes: Buffer, encoding: Encoding): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding);
	try {
		for await (const piece of piecesOf(bytes)) {
			if (!encoding.startsWith("utf-16") && piece.includes(0)) throw tableTrouble("encoding");
			yield decoder.decode(piece, { stream: true });
		}
	} catch (error) {
		throw asTrouble(error);
	}
	yield decoder.decode();
}

const pieceSize = 65_536;

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
		for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
		return;
	}
	const source = Readable.from([bytes]);
	const unpacked = source.pipe(createGunzip());
	let size = 0;
	try {
		for await (const piece of unpacked as AsyncIterable<Buffer>) {
			size += piece.length;
			if (size > mostUnpacked) throw tableTrouble("unpacks-too-large");
			yield piece;
		}
	} finally {
		unpacked.destroy();
		source.destroy();
	}
}

const asTrouble = (error: unknown): unknown =>
	(error as NodeJS.ErrnoException).code?.startsWith("Z_") ? tableTrouble("broken") : error;

const delimiters = [";", "\t", ",", "|"];

/** The sign that parts the columns: the one the first line has most of. */
function delimiterOf(text: string): string {
	const line = /^[^\r\n]{0,20000}/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
	const count = (sign: string): number => line.split(sign).length - 1;
	return delimiters.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
