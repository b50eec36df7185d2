import type { Deliveries } from "./deliveries.ts";
import type { Parameters } from "./parameters.ts";
import type { Photos } from "./photos.ts";
import type { CommunityState, Right } from "./state.ts";
import type { Wall } from "./wall.ts";

/** Whose key a call was made with. */
export type Caller = { of: CommunityState; kind: "group" | "service" | "user" };
/** What methods work on; `url` is where the network itself is reached. */
export type Ground = { wall: Wall; deliveries: Deliveries; photos: Photos; url: string };
export type Method = {
	/** kinds of keys the method may be called with (access_token_type of the official schema) */
	keys: readonly Caller["kind"][];
	/** what a community key must be allowed */
	right?: Right;
	/** calls a day of one service key (wall.get: 5,000) */
	perDay?: number;
	run: (on: Ground, caller: Caller, parameters: Parameters) => unknown;
};
