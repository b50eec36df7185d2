/** An area of the IANA list; offsets such as "+03:00" know no changes of the clock. */
export function isTimeZone(name: string): boolean {
	try {
		return /^[A-Z]/.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
	} catch {
		return false;
	}
}
