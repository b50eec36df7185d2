import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A file of JSON lines that is only appended. Written before anything is told to anybody, so that after a kill no number is given twice.
 * @param file null: nothing is kept
 * @throws Error when the file cannot be read or written, or a line in its middle is broken
 */
export function openJournal(file: string | null, replay: (row: unknown) => void) {
	if (file === null) return { append: () => {}, close: () => {} };
	mkdirSync(dirname(file), { recursive: true });
	const whole = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
	// a kill may cut the last line: it was never told to anybody, so it is dropped
	const end = whole.lastIndexOf(10) + 1;
	for (const [index, line] of whole.toString("utf8", 0, end).split("\n").entries()) {
		if (line === "") continue;
		try {
			replay(JSON.parse(line));
		} catch (error) {
			throw new Error(`${file}, line ${index + 1}: not a record of the demo network`, { cause: error });
		}
	}
	const fd = openSync(file, "a");
	if (end < whole.length) ftruncateSync(fd, end);
	return {
		append: (rows: unknown[]) => {
			writeSync(fd, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
		},
		close: () => closeSync(fd),
	};
}
