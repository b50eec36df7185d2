/** What must be undone when a bench ends, however it ends: processes, the database, its folder. The last opened is closed first. */

type Close = () => Promise<void> | void;
const open: Close[] = [];

export function closeLater(close: Close): void {
	open.push(close);
}

/** Closes everything; an error of one does not keep the others open. */
export async function closeAll(): Promise<void> {
	const errors: unknown[] = [];
	for (let close = open.pop(); close; close = open.pop()) {
		try {
			await close();
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length > 0) throw errors[0];
}
