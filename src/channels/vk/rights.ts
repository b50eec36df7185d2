import { z } from "zod";
import type { ChannelPage, Failure, PageFinding } from "../channel.ts";
import { ask, unreadable } from "./call.ts";

/** What a community key is needed for: the callback server, dialogues, answers on the wall; pictures and files besides. */
const needed = ["manage", "messages", "wall"];
const wanted = ["photos", "docs"];

const Permissions = z.object({ permissions: z.array(z.object({ name: z.string() })) });
export type Rights = { kind: "rights"; missing: string[]; unwanted: string[] };

/** Which rights a community key lacks (groups.getTokenPermissions): `missing` the desk cannot do without. */
export async function readRights(page: ChannelPage): Promise<Rights | Failure> {
	const answer = await ask(page, "community", "groups.getTokenPermissions", {});
	if (answer.kind !== "response") return answer;
	const read = Permissions.safeParse(answer.response);
	if (!read.success) return unreadable;
	const given = new Set(read.data.permissions.map(({ name }) => name));
	const lacking = (names: string[]) => names.filter((name) => !given.has(name));
	return { kind: "rights", missing: lacking(needed), unwanted: lacking(wanted) };
}

/** The rights as a finding; the text names those that are not there. */
export function judgeRights(rights: Rights | Failure): PageFinding {
	if (rights.kind !== "rights") return { code: "rights", state: "warn", text: rights.text };
	const state = rights.missing.length > 0 ? "fail" : rights.unwanted.length > 0 ? "warn" : "ok";
	return { code: "rights", state, text: [...rights.missing, ...rights.unwanted].join(", ") };
}
