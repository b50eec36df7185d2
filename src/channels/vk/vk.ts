import type { Channel } from "../channel.ts";
import { connect } from "./connect.ts";
import { identify } from "./identify.ts";
import { look } from "./look.ts";
import { parse } from "./parse.ts";
import { isWatched, maxPhotos, publish } from "./publish.ts";
import { readBack } from "./read-back.ts";
import { verify } from "./verify.ts";

/**
 * VKontakte by a community key: Callback API in, API 5.199 out.
 * Settings: `apiUrl`, `siteUrl`; `answersElsewhere` (answers under photos, videos, topics and goods by `userToken`, never seen live).
 * Secrets: `secret`, `confirmation`, `accessToken` (the community's key); `serviceToken` of an application, if wall comments are to be
 * read back; `userToken` of a person with an approved application, if comments are to carry photographs.
 */
export const vk: Channel = {
	name: "vk",
	// no length of a comment is documented; messages.send is cut near 4096, so both keep to that
	maxLength: () => 4096,
	maxPhotos,
	// 20 requests a second and community key: twelve for answers, the rest for readings and uploads
	minIntervalMs: () => 80,
	// random_id is documented for an hour inside the dialogue; guid has no documented time and is held to the same
	repeatsDroppedMinutes: (target) => (/^(wall|dm)/.test(target.threadKey) ? 55 : 0),
	isPublishedByPerson: isWatched,
	verify,
	parse,
	publish,
	readBack,
	identify,
	connect,
	look,
};
