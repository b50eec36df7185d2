import type { Dictionary } from "../../locales/ru.ts";

type Words = keyof Dictionary["pages"]["fields"];
export type Values = Record<string, string>;

/** A field that only one network has. `secret` values never come back from the server. */
export type ChannelField = {
	name: string;
	kind: "secret" | "setting";
	label: Words;
	hint: Words;
	isOptional?: boolean;
	/** a setting that the server wants as a number */
	isNumber?: boolean;
	/** a setting that is on or off */
	isSwitch?: boolean;
	/** several lines */
	isLong?: boolean;
	/** connecting makes it by itself: asked for only where a page is set up by hand */
	isMade?: boolean;
	/** few need it: folded away */
	isRare?: boolean;
};

/** `asksId`: the network needs the page's own id to tell whose keys these are. */
export type ChannelForm = { idLabel: Words; idHint: Words; asksId?: boolean; fields: ChannelField[] };

const secret = (name: string, label: Words, hint: Words, more: Partial<ChannelField> = {}): ChannelField => ({
	...{ name, kind: "secret", label, hint },
	...more,
});
const setting = (name: string, label: Words, hint: Words, more: Partial<ChannelField> = {}): ChannelField => ({
	...{ name, kind: "setting", label, hint },
	...more,
});
const optional = { isOptional: true };
const made = { isMade: true, isOptional: true };
/** whether the region's notices to staff go out through this page */
const notices = setting("sendsNotices", "sendsNotices", "sendsNoticesHint", {
	isSwitch: true,
	...optional,
	isMade: true,
});

/** another address of the network: a proxy, or the demo network */
const apiUrl = setting("apiUrl", "apiUrl", "apiUrlHint", { isRare: true, ...optional });

/** What each network needs to be connected. */
export const channelForms: Record<string, ChannelForm> = {
	vk: {
		idLabel: "vkGroupId",
		idHint: "vkGroupIdHint",
		fields: [
			secret("accessToken", "vkAccessToken", "vkAccessTokenHint"),
			secret("serviceToken", "vkServiceToken", "vkServiceTokenHint", optional),
			secret("userToken", "vkUserToken", "vkUserTokenHint", optional),
			secret("secret", "vkSecret", "vkSecretHint", made),
			secret("confirmation", "vkConfirmation", "vkConfirmationHint", made),
			apiUrl,
		],
	},
	telegram: {
		idLabel: "tgChannelId",
		idHint: "tgChannelIdHint",
		asksId: true,
		fields: [
			secret("token", "tgBotToken", "tgBotTokenHint"),
			secret("secret", "tgSecret", "tgSecretHint", made),
			setting("discussionGroupId", "tgDiscussionId", "tgDiscussionIdHint", { isNumber: true, ...made }),
			notices,
			apiUrl,
		],
	},
	max: {
		idLabel: "maxId",
		idHint: "maxIdHint",
		asksId: true,
		fields: [
			secret("token", "maxToken", "maxTokenHint"),
			secret("secret", "maxSecret", "maxSecretHint", made),
			notices,
			apiUrl,
		],
	},
	ok: {
		idLabel: "okGroupId",
		idHint: "okGroupIdHint",
		asksId: true,
		fields: [
			secret("graphToken", "okGraphToken", "okGraphTokenHint", optional),
			secret("accessToken", "okAccessToken", "okAccessTokenHint", optional),
			secret("applicationKey", "okApplicationKey", "okApplicationKeyHint", optional),
			secret("applicationSecretKey", "okApplicationSecretKey", "okApplicationSecretKeyHint", optional),
			setting("answersComments", "okAnswersComments", "okAnswersCommentsHint", { isSwitch: true, ...optional }),
			apiUrl,
		],
	},
	email: {
		idLabel: "mailAddress",
		idHint: "mailAddressHint",
		asksId: true,
		fields: [
			setting("imapHost", "mailImapHost", "mailHostHint"),
			setting("imapPort", "mailImapPort", "mailImapPortHint", { isNumber: true, ...optional }),
			setting("smtpHost", "mailSmtpHost", "mailHostHint"),
			setting("smtpPort", "mailSmtpPort", "mailSmtpPortHint", { isNumber: true, ...optional }),
			secret("login", "mailLogin", "mailLoginHint"),
			secret("password", "mailPassword", "mailPasswordHint"),
			setting("displayName", "mailName", "mailNameHint", optional),
			notices,
		],
	},
	rss: {
		idLabel: "rssId",
		idHint: "rssIdHint",
		fields: [setting("feedUrl", "rssUrl", "rssUrlHint")],
	},
	form: {
		idLabel: "formSlug",
		idHint: "formSlugHint",
		fields: [
			setting("intro", "formIntro", "formIntroHint", { isLong: true, ...optional }),
			setting("consentText", "formConsent", "formConsentHint", { isLong: true, ...optional }),
		],
	},
	open311: {
		idLabel: "open311Id",
		idHint: "open311IdHint",
		fields: [
			secret("apiKey", "open311Key", "open311KeyHint"),
			setting("showsDescriptions", "open311Shows", "open311ShowsHint", { isSwitch: true, ...optional }),
		],
	},
	portal: { idLabel: "ownName", idHint: "portalNameHint", fields: [] },
	hand: { idLabel: "ownName", idHint: "handNameHint", fields: [] },
};

/** What was entered, as the server takes it: settings apart from keys, numbers and switches as what they are. */
export function keysOf(
	values: Values,
	fields: readonly ChannelField[],
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
	const settings: Record<string, unknown> = {};
	const secrets: Record<string, string> = {};
	for (const field of fields) {
		const value = values[field.name]?.trim() ?? "";
		if (field.isSwitch) {
			if (values[field.name] !== undefined) settings[field.name] = value === "true";
		} else if (value === "") continue;
		else if (field.kind === "secret") secrets[field.name] = value;
		else settings[field.name] = field.isNumber ? toNumber(value) : value;
	}
	return { settings, secrets };
}

/** «−100…» is often pasted with a real minus. */
export const toNumber = (value: string): number => Number(value.replace("−", "-"));
