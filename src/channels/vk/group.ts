import { z } from "zod";
import type { ChannelPage, Failure, PageFinding } from "../channel.ts";
import { ask, unreadable } from "./call.ts";
import type { KeyKind } from "./call.ts";
import { siteUrl } from "./external-id.ts";

const flag = z.literal([0, 1]).or(z.boolean()).nullish().catch(null);
const Group = z.object({
	id: z.int().min(1),
	name: z.string().catch(""),
	screen_name: z.string().nullish().catch(null),
	is_closed: z.int().nullish().catch(null),
	deactivated: z.string().nullish().catch(null),
	wall: z.int().nullish().catch(null),
	can_message: flag,
	verified: flag,
});
export type Group = z.infer<typeof Group>;

/** Since 5.139 the communities stand in `groups`, before that in the answer itself. */
const Groups = z.union([
	z.object({ groups: z.array(Group).min(1) }).transform(({ groups }) => groups),
	z.array(Group).min(1),
]);

/**
 * What the network tells of a community (groups.getById).
 * @param address its number or short address; null: the one whose key it is
 */
export async function readGroup(
	page: ChannelPage,
	key: KeyKind,
	address: string | null,
): Promise<{ kind: "group"; group: Group } | Failure> {
	const fields = "wall,can_message,verified";
	const given = { fields, ...(address === null ? {} : { group_id: address }) };
	const answer = await ask(page, key, "groups.getById", given);
	if (answer.kind !== "response") return answer;
	const group = Groups.safeParse(answer.response).data?.[0];
	return group ? { kind: "group", group } : unreadable;
}

/** Where people find the community. */
export function groupUrl(page: ChannelPage, { id, screen_name: address }: Group): string {
	return `${siteUrl(page)}/${address && /^[\w.]{1,100}$/.test(address) ? address : `club${id}`}`;
}

/** What a community's own card says about how it can be reached. */
export function judgeGroup({
	deactivated,
	is_closed: closed,
	wall,
	can_message: canMessage,
	verified,
}: Group): PageFinding[] {
	return [
		deactivated
			? { code: "page-gone", state: "fail", text: deactivated.slice(0, 100) }
			: { code: "page-gone", state: closed ? "warn" : "ok", text: closed ? `is_closed: ${closed}` : "" },
		// 0: off, 1: open, 2: limited, 3: closed (groups_group_full); comments can besides be closed under each post, which is not shown here
		...finding("comments", wall, (value) => value === 1 || value === 2, `wall: ${wall}`),
		...finding("direct-messages", canMessage, (value) => Number(value) === 1, `can_message: ${Number(canMessage)}`),
		...finding("verified-mark", verified, (value) => Number(value) === 1, ""),
	];
}

function finding<T>(
	code: PageFinding["code"],
	value: T | null | undefined,
	isGood: (value: T) => boolean,
	text: string,
): PageFinding[] {
	if (value === null || value === undefined) return [];
	return [isGood(value) ? { code, state: "ok", text: "" } : { code, state: "warn", text }];
}
