import { ApiError } from "./api-error.ts";
import type { Caller, Ground } from "./ground.ts";
import type { Parameters } from "./parameters.ts";
import type { CommunityState, Right } from "./state.ts";

/** Rights of a community key (groups.getTokenPermissions; the number of `wall` is documented, the others are VK's usual ones). */
const rights: Record<Right, number> = { photos: 4, wall: 8192, messages: 4096, docs: 131072, manage: 262144 };

export const allRights = Object.keys(rights) as Right[];

export function tokenPermissions({ community }: CommunityState) {
	const given = community.rights ?? allRights;
	return {
		mask: given.reduce((sum, right) => sum + rights[right], 0),
		permissions: given.map((name) => ({ name, setting: rights[name] })),
	};
}

/** One community: the key's own, or the one asked for by number or short address. */
export function getById({ wall }: Ground, { of: own, kind }: Caller, given: Parameters) {
	const asked = given.get("group_id") ?? given.get("group_ids");
	if (asked === undefined && kind === "service") throw new ApiError(100, "group_ids is undefined");
	const of = asked === undefined ? own : findCommunity(wall.state.communities, asked);
	if (!of) throw new ApiError(100, "group_ids is invalid");
	const { groupId, name } = of.community;
	const wanted = (given.get("fields") ?? "").split(",");
	const { deactivated, is_closed: isClosed, ...profile } = of.profile;
	const shown = Object.fromEntries(Object.entries(profile).filter(([field]) => wanted.includes(field)));
	const group = { id: groupId, name, screen_name: `club${groupId}`, is_closed: isClosed, type: "page", ...shown };
	return { groups: [deactivated ? { ...group, deactivated } : group], profiles: [] };
}

function findCommunity(all: Map<number, CommunityState>, asked: string): CommunityState | undefined {
	return all.get(Number(/^(?:club|public)?(\d+)$/.exec(asked)?.[1]));
}
