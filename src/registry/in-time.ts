/** A call that was not over in time. It may still end, unheard. */
export class NotInTime extends Error {
	override name = "NotInTime";
}

/** Waits for a call to a network for `seconds` at most. @throws NotInTime */
export async function inTime<T>(call: Promise<T>, seconds: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new NotInTime(`no answer within ${seconds} s`)), seconds * 1000);
	});
	// an end that nobody waits for any more must not look unhandled
	call.catch(() => {});
	try {
		return await Promise.race([call, late]);
	} finally {
		clearTimeout(timer);
	}
}
