import type { Dictionary } from "../../locales/ru.ts";

type Words = keyof Dictionary["pages"]["fields"];

/** A field that only one network has. `secret` values never come back from the server. */
export type ChannelField = {
	name: string;
	kind: "secret" | "setting";
	label: Words;
	hint: Words;
	isOptional?: boolean;
	/** a setting that the server wants as a number */
	isNumber?: boolean;
};

export type ChannelForm = { idLabel: Words; idHint: Words; fields: ChannelField[] };

/** What each network needs to be connected. */
export const channelForms: Record<string, ChannelForm> = {
	vk: {
		idLabel: "vkGroupId",
		idHint: "vkGroupIdHint",
		fields: [
			{ name: "accessToken", kind: "secret", label: "vkAccessToken", hint: "vkAccessTokenHint" },
			{ name: "secret", kind: "secret", label: "vkSecret", hint: "vkSecretHint" },
			{ name: "confirmation", kind: "secret", label: "vkConfirmation", hint: "vkConfirmationHint" },
			{ name: "serviceToken", kind: "secret", label: "vkServiceToken", hint: "vkServiceTokenHint", isOptional: true },
		],
	},
	telegram: {
		idLabel: "tgChannelId",
		idHint: "tgChannelIdHint",
		fields: [
			{ name: "token", kind: "secret", label: "tgBotToken", hint: "tgBotTokenHint" },
			{ name: "secret", kind: "secret", label: "tgSecret", hint: "tgSecretHint" },
			{
				name: "discussionGroupId",
				kind: "setting",
				label: "tgDiscussionId",
				hint: "tgDiscussionIdHint",
				isNumber: true,
			},
		],
	},
	hand: { idLabel: "ownName", idHint: "handNameHint", fields: [] },
	portal: { idLabel: "ownName", idHint: "portalNameHint", fields: [] },
};
