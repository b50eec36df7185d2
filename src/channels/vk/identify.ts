import { randomBytes } from "node:crypto";
import type { ChannelPage, Identified, PageFinding } from "../channel.ts";
import { ask } from "./call.ts";
import { groupUrl, judgeGroup, readGroup } from "./group.ts";
import { isWatched } from "./publish.ts";
import { judgeRights, readRights } from "./rights.ts";

/** Whose key it is: the community, and what the key may do. */
export async function identify(page: ChannelPage): Promise<Identified> {
	if (isWatched(page)) return identifyWatched(page);
	const read = await readGroup(page, "community", null);
	if (read.kind !== "group") return read;
	const { group } = read;
	return {
		kind: "found",
		externalId: String(group.id),
		name: group.name,
		url: groupUrl(page, group),
		findings: [{ code: "key", state: "ok", text: "" }, judgeRights(await readRights(page)), ...judgeGroup(group)],
	};
}

/**
 * Somebody else's community by its address (`settings.address`: a link, a short name or a number), read with a service key.
 * One of its posts is asked for on the way: one report says that a service key was refused there, so it is tried and not promised.
 */
async function identifyWatched(page: ChannelPage): Promise<Identified> {
	const address = page.externalId || readAddress(page.settings.address);
	if (!address)
		return { kind: "not-sent", class: "content", code: "address", text: "The community's address cannot be read." };
	const read = await readGroup(page, "service", address);
	if (read.kind !== "group") return read;
	const { group } = read;
	const wall = await ask(page, "service", "wall.get", { owner_id: -group.id, count: 1 });
	const reading: PageFinding =
		wall.kind === "response"
			? { code: "reading-back", state: "ok", text: "" }
			: { code: "reading-back", state: "fail", text: wall.text };
	return {
		kind: "found",
		externalId: String(group.id),
		name: group.name,
		url: groupUrl(page, group),
		settings: { isWatched: true },
		// by it the numbers of authors become names that mean nothing outside their thread
		...(page.secrets.salt ? {} : { secrets: { salt: randomBytes(24).toString("base64url") } }),
		findings: [{ code: "key", state: "ok", text: "" }, ...judgeWatched(judgeGroup(group)), reading],
	};
}

/** Of a community that is only read it matters whether it is there. */
export const judgeWatched = (findings: PageFinding[]): PageFinding[] =>
	findings.filter(({ code }) => code === "page-gone");

function readAddress(given: unknown): string | null {
	if (typeof given !== "string") return null;
	const name = given.trim().replace(/^(?:https?:\/\/)?(?:(?:m|www)\.)?vk\.(?:com|ru)\//i, "");
	return /^@?([\w.]{1,100})(?:[/?#]|$)/.exec(name)?.[1] ?? null;
}
