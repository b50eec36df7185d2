import { z } from "zod";
import type { ChannelPage, Failure, Polled } from "../channel.ts";
import { apiVersion, asNotSent, ask, broken, timeoutMs, unreadable } from "./call.ts";
import { eventSwitches } from "./event-types.ts";

/** Bots Long Poll (dev.vk.com): one connection a community, so it only stands by while the callback server fails. */

const number = z.union([z.string().regex(/^\d{1,20}$/), z.int().min(0)]).transform(String);
const Place = z.object({
	server: z.string().refine((url) => /^https?:\/\//.test(url) && URL.canParse(url)),
	key: z.string().min(1),
	ts: number,
});
type Place = z.infer<typeof Place>;

const Answer = z.union([
	z.object({ failed: z.literal(1), ts: number }),
	z.object({ failed: z.literal([2, 3]) }),
	z.object({ ts: number, updates: z.array(z.unknown()) }),
]);

/** Short, because a worker waits for it; what comes later is there at the next reading. */
const waitSeconds = 2;

/**
 * The events since the last reading. The cursor is the place in the network's queue, so a restart goes on where it stopped.
 * `failed: 1`: part of the history is gone, go on from the number given; `2`: the key is old, take a new one and keep the number;
 * `3`: everything is gone, begin anew.
 */
export async function pollEvents(page: ChannelPage, cursor: string | null): Promise<Polled> {
	const known = readCursor(cursor);
	const place = known ?? (await open(page));
	if ("kind" in place) return asNotSent(place);
	const answer = await check(place);
	if ("kind" in answer) return asNotSent(answer);
	if (!("failed" in answer)) {
		const bodies = answer.updates.map((update) => Buffer.from(JSON.stringify(update)));
		return told({ ...place, ts: answer.ts }, bodies);
	}
	if (answer.failed === 1) return told({ ...place, ts: answer.ts }, [], "The network no longer kept all events.");
	const anew = await open(page);
	if ("kind" in anew) return asNotSent(anew);
	if (answer.failed === 2) return { ...told({ ...anew, ts: place.ts }, []), isMore: true };
	return told(anew, [], "The network had lost its events.");
}

function told(place: Place, bodies: Buffer[], gap?: string): Extract<Polled, { kind: "read" }> {
	const isMore = bodies.length > 0 || gap !== undefined;
	return { kind: "read", bodies, cursor: JSON.stringify(place), isMore, ...(gap !== undefined && { gap }) };
}

function readCursor(cursor: string | null): Place | null {
	try {
		return Place.safeParse(JSON.parse(cursor ?? "null")).data ?? null;
	} catch {
		return null;
	}
}

/** The queue's address and its end (groups.getLongPollServer), switched on if it was not. Needs the right `manage`. */
async function open(page: ChannelPage): Promise<Place | Failure> {
	const group = { group_id: page.externalId };
	const asked = await ask(page, "community", "groups.getLongPollServer", group);
	if (asked.kind === "response") return Place.safeParse(asked.response).data ?? unreadable;
	if (asked.kind === "unknown" || asked.class.startsWith("retry")) return asked;
	const switches = { ...group, enabled: 1, api_version: apiVersion, ...eventSwitches };
	const set = await ask(page, "community", "groups.setLongPollSettings", switches);
	if (set.kind !== "response") return asked;
	const again = await ask(page, "community", "groups.getLongPollServer", group);
	return again.kind === "response" ? (Place.safeParse(again.response).data ?? unreadable) : again;
}

async function check({ server, key, ts }: Place): Promise<z.infer<typeof Answer> | Failure> {
	const url = new URL(server);
	for (const [name, value] of Object.entries({ act: "a_check", key, ts, wait: String(waitSeconds) }))
		url.searchParams.set(name, value);
	try {
		const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
		if (response.status !== 200) return { ...unreadable, code: `http-${response.status}` };
		return Answer.safeParse(JSON.parse(await response.text())).data ?? unreadable;
	} catch (error) {
		return error instanceof SyntaxError ? unreadable : broken(error);
	}
}
