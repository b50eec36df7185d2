/** ECMA-376 part 1, 18.8.30: formats built in; those of East Asian versions aside. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Whether a number format shows a date or a time. @param code of a format of the file's own */
export function isDateFormat(id: number, code: string | undefined): boolean {
	if (code === undefined) return builtInDates.has(id);
	// words in quotes, escaped letters, colours and conditions tell nothing
	const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "");
	return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

const dayMs = 86_400_000;
/** Day 0 of the two calendars of workbooks (18.17.4.1); 1900 is wrongly a leap year there, so that early 1900 is off by a day. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** "2026-03-10 09:00:00" for a day counted as a number; null when no calendar has it. */
export function serialToText(serial: number, is1904: boolean): string | null {
	// below one there is a time without a day
	if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_466) return null;
	const seconds = Math.round(serial * 86_400);
	const at = new Date((is1904 ? epoch1904 : epoch1900) + Math.round((seconds / 86_400) * dayMs));
	return at.toISOString().slice(0, 19).replace("T", " ");
}
