import { setTimeout } from "node:timers/promises";
import type { ChannelPage } from "../channel.ts";
import { readMailbox } from "./mailbox.ts";
import { connectionTo, readFailure } from "./open-mailbox.ts";

/** A connection that idles is silent for minutes by design. */
const silenceMs = 6 * 60_000;
const shortestPauseMs = 1_000;
const longestPauseMs = 60_000;
/** Attempts in a row that fail before the caller hears of it. */
const mostFailures = 5;

/**
 * Holds IDLE (RFC 2177) on the folder and tells of news. A lost connection is opened again, and what came meanwhile is
 * news too. Resolves when `signal` aborts; rejects when the mailbox refuses or stays away.
 */
export async function listen(page: ChannelPage, onNews: () => void, signal: AbortSignal): Promise<void> {
	let failures = 0;
	while (!signal.aborted) {
		try {
			await holdOnce(page, onNews, signal, () => (failures = 0));
		} catch (error) {
			const failure = readFailure(error);
			if (failure.class === "page-dead" || ++failures >= mostFailures)
				throw new Error(`${failure.code}: ${failure.text}`, { cause: error });
		}
		if (signal.aborted) return;
		const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures);
		await setTimeout(pauseMs, undefined, { signal }).catch(() => {});
	}
}

async function holdOnce(page: ChannelPage, onNews: () => void, signal: AbortSignal, onOpen: () => void): Promise<void> {
	const mailbox = readMailbox(page);
	if ("kind" in mailbox) throw Object.assign(new Error(mailbox.text), { authenticationFailed: true });
	const client = connectionTo(mailbox, silenceMs);
	const closed = Promise.withResolvers<void>();
	client.on("close", closed.resolve);
	const stop = (): void => client.close();
	signal.addEventListener("abort", stop);
	try {
		await client.connect();
		client.on("exists", ({ count, prevCount }) => {
			if (count > prevCount) onNews();
		});
		await client.mailboxOpen(mailbox.folder, { readOnly: true });
		onOpen();
		onNews();
		await closed.promise;
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		signal.removeEventListener("abort", stop);
		client.close();
	}
}
