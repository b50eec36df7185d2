import type { Channel } from "../channel.ts";
import { connect } from "./connect.ts";
import { edit, editRefusal } from "./edit.ts";
import { identify } from "./identify.ts";
import { fetchLink, readLink } from "./links.ts";
import { look } from "./look.ts";
import { parse } from "./parse.ts";
import { poll, pollSeconds } from "./poll.ts";
import { isWatched, maxPhotos, publish } from "./publish.ts";
import { readBack } from "./read-back.ts";
import { reread } from "./read-dialogues.ts";
import { readWindow, unreadable } from "./read-window.ts";
import { verify } from "./verify.ts";

/**
 * VKontakte by a community key: Callback API in, API 5.199 out.
 * Settings: `apiUrl`, `siteUrl`; `callbackServerId` (kept by connecting); `answersElsewhere` (answers under photos, videos, topics and
 * goods by `userToken`, never seen live); of a watched community `isWatched`, `address`, `pollSeconds`.
 * Secrets: `secret`, `confirmation`, `accessToken` (the community's key); `serviceToken` of an application, if wall comments are to be
 * read back; `userToken` of a person with an approved application, if comments are to carry photographs; `salt` of a watched
 * community (made when it is identified).
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
	edit,
	editRefusal,
	identify,
	connect,
	look,
	pollSeconds,
	poll,
	readWindow,
	unreadable,
	reread,
	readLink,
	fetchLink,
};
