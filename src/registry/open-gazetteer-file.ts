import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { SetupError } from "../db/setup-error.ts";

/**
 * The text of a file, or of a packed one (.gz), piece by piece.
 * @param mostBytes of text
 * @param onBytes hears how many bytes have been read so far
 * @throws SetupError when there is no such file, it is too large, cannot be unpacked, or is not UTF-8
 */
export async function* openGazetteerFile(
	file: string,
	mostBytes: number,
	onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
	await needFile(file);
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let bytes = 0;
	try {
		for await (const chunk of bytesOf(file)) {
			bytes += chunk.length;
			if (bytes > mostBytes) throw tooLarge(file, mostBytes);
			if (chunk.includes(0)) throw wrongEncoding(file);
			onBytes(bytes);
			yield decoder.decode(chunk, { stream: true });
		}
		yield decoder.decode();
	} catch (error) {
		throw asSetupError(file, error);
	}
}

async function needFile(file: string): Promise<void> {
	const found = await stat(file).catch(() => null);
	if (!found) throw new SetupError(`Файла ${file} нет.`, `There is no file ${file}.`);
	if (!found.isFile()) throw new SetupError(`${file} — не файл.`, `${file} is not a file.`);
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
	const source = createReadStream(file);
	if (!file.endsWith(".gz")) return yield* source as AsyncIterable<Buffer>;
	const text = source.pipe(createGunzip());
	source.on("error", (error) => text.destroy(error));
	yield* text as AsyncIterable<Buffer>;
}

const tooLarge = (file: string, most: number): SetupError =>
	new SetupError(
		`В файле ${file} больше ${most / 1e6} МБ: разделите его или оставьте только свой регион.`,
		`The file ${file} has more than ${most / 1e6} MB: split it, or keep your own region only.`,
	);

const wrongEncoding = (file: string): SetupError =>
	new SetupError(
		`Файл ${file} не в кодировке UTF-8: сохраните его в ней (в Excel — «CSV UTF-8»).`,
		`The file ${file} is not in UTF-8: save it so (in Excel: "CSV UTF-8").`,
	);

function asSetupError(file: string, error: unknown): unknown {
	if (error instanceof SetupError) return error;
	const code = (error as NodeJS.ErrnoException).code ?? "";
	if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return wrongEncoding(file);
	if (!code.startsWith("Z_") && !code.startsWith("E")) return error;
	const { message } = error as Error;
	return new SetupError(`Файл ${file} не читается: ${message}.`, `The file ${file} cannot be read: ${message}.`, error);
}
