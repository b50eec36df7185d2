import type { Channel } from "../channels/channel.ts";

/** What the desk can do with pages of a network. */
export type ChannelAbilities = {
	identifies: boolean;
	connects: boolean;
	looks: boolean;
	polls: boolean;
	listens: boolean;
	readsBack: boolean;
	readsLinks: boolean;
	notifies: boolean;
};

/** What a channel's functions say it can do; nothing for a channel that this version no longer has. */
export function abilitiesOf(channel: Channel | undefined): ChannelAbilities {
	return {
		identifies: channel?.identify !== undefined,
		connects: channel?.connect !== undefined,
		looks: channel?.look !== undefined,
		polls: channel?.poll !== undefined,
		listens: channel?.listen !== undefined,
		readsBack: channel?.readWindow !== undefined,
		readsLinks: channel?.readLink !== undefined,
		notifies: channel?.notify !== undefined,
	};
}
