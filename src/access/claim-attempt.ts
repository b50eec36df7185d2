import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { throttleKey } from "./address.ts";
import { failuresOfAddress, failuresOfLogin } from "./reads.ts";
import { throttleSeconds } from "./throttle.ts";
import { insertFailure, lockAttempts } from "./writes.ts";

/**
 * Counts an attempt to guess a secret as failed before it is looked at, so that a hundred at once, over any number of processes,
 * do not all pass.
 * @returns failures of the login inside the window, this one included
 * @throws DomainError sign-in-throttled
 */
export async function claimAttempt(db: Db, { login, ip }: { login: string; ip: string | null }): Promise<number> {
	const address = ip && throttleKey(ip);
	return db.transaction().execute(async (tx) => {
		await lockAttempts(tx, login, address);
		const byLogin = await failuresOfLogin(tx, login);
		const byAddress = address ? await failuresOfAddress(tx, address) : { count: 0, lastAgoSeconds: 0 };
		const retryAfterSeconds = throttleSeconds(byLogin, byAddress);
		if (retryAfterSeconds > 0) throw new DomainError("sign-in-throttled", { retryAfterSeconds });
		await insertFailure(tx, login, address);
		return byLogin.count + 1;
	});
}
