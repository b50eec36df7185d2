import { parseArgs } from "node:util";
import { compareMatrix, readMatrix, writeMatrix } from "./matrix.ts";
import { openAccessDesk } from "./desk.ts";
import type { AccessDesk } from "./desk.ts";
import { askEverything } from "./ask.ts";

/**
 * `npm run test:access [-- --write] [-- --only EXPRESSION]`: every route of openapi.json is asked by every role of the demo, by nobody
 * and by a program, about an object of the own agency, of one it takes part in, of an institution under it, of another agency
 * and of another region. What comes back is compared with test/access/matrix.tsv; any difference fails. --write makes the
 * table anew, to be read line by line. One line a cell that differs; closes with `N passed, N failed`.
 */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false }, only: { type: "string" } } });

const only = new RegExp(values.only ?? "");

async function main(): Promise<number> {
	// a question mostly waits: several desks, each with a database of its own, share the routes
	const desks: AccessDesk[] = [];
	try {
		for (let count = 0; count < 4; count++) desks.push(await openAccessDesk());
		const { matrix, broken } = await askEverything(desks, only);
		for (const line of broken) console.log(`failed: ${line}`);
		if (values.write && broken.length === 0) {
			writeMatrix(matrix, only);
			console.log(`${matrix.cells.size} cells written: read what changed before it is committed`);
			return 0;
		}
		const { passed, failed } = compareMatrix(readMatrix(), matrix, only);
		for (const line of failed) console.log(`failed: ${line}`);
		console.log(`${passed} passed, ${failed.length + broken.length} failed`);
		return failed.length + broken.length === 0 && passed > 0 ? 0 : 1;
	} finally {
		for (const desk of desks) await desk.close();
	}
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error);
	process.exitCode = 1;
}
