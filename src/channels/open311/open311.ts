import type { Channel } from "../channel.ts";
import { ownDoor } from "../own-door.ts";

/**
 * Open311 GeoReport v2 (open311.org): programs of others hand in messages and read what became of them. The page's external
 * id is the `jurisdiction_id`. Settings: `showsDescriptions`, `contact`, `keyService` (docs/channels.md). Secrets: `apiKey`.
 */
export const open311: Channel = {
	// whatever is answered here anybody may read, as under a post
	...ownDoor("open311", "comments"),
	look: async (page) => [
		page.secrets.apiKey
			? { code: "key", state: "ok", text: "" }
			: { code: "key", state: "fail", text: "The page has no apiKey: no program can hand in messages." },
	],
};
