/** A spreadsheet takes text that begins so for a formula and would run it: an apostrophe keeps it text. */
const formula = /^[=+\-@\t\r]/;

/** A line of a CSV file: semicolons are what Russian spreadsheets expect, no cell is run as a formula. */
export function csvLine(cells: readonly string[]): string {
	const quoted = (cell: string) => `"${(formula.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
	return `${cells.map(quoted).join(";")}\r\n`;
}

/** Stands before the first line and tells spreadsheets that the file is UTF-8. */
export const csvMark = "\ufeff";
