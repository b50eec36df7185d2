import type { Channel } from "../channel.ts";
import { parse } from "./parse.ts";
import { publish } from "./publish.ts";
import { readBack } from "./read-back.ts";
import { verify } from "./verify.ts";

/**
 * VKontakte by a community key: Callback API in, API 5.199 out.
 * Settings: `apiUrl`, `siteUrl`. Secrets: `secret`, `confirmation`, `accessToken`, and `serviceToken` if wall comments are to be read back.
 */
export const vk: Channel = {
	name: "vk",
	// no length of a comment is documented; messages.send is cut near 4096, so both keep to that
	maxLength: () => 4096,
	maxPhotos: () => 0,
	// 20 requests per second and community key, with room for uneven arrival
	minIntervalMs: () => 55,
	// random_id is documented for an hour inside the dialogue; guid has no documented time and is held to the same
	repeatsDroppedMinutes: () => 55,
	verify,
	parse,
	publish,
	readBack,
};
