import { startDemoNetwork } from "../demo/network.ts";
import type { Community, DemoNetwork } from "../demo/network.ts";
import type { ChannelPage } from "../src/channels/channel.ts";

/** What the tests of the vk channel share: a network with one community of ours, and the page that knows its keys. */
export const ours: Community = {
	groupId: 101,
	name: "Город",
	accessToken: "group-key",
	serviceToken: "service-key",
	userToken: "user-key",
	callback: { url: "", secret: "callback-secret", confirmation: "a1b2c3d4" },
	posts: [{ id: 5, text: "Запись", date: 1_763_700_000 }],
};
export const resident = { id: 7001, name: "Житель 1" };

export async function openNetwork(communities: Community[] = [ours]): Promise<DemoNetwork> {
	return startDemoNetwork({ host: "127.0.0.1", port: 0, stateFile: null, ladderSeconds: [0.05], communities });
}

export function pageOn(network: { url: string }, change: Partial<ChannelPage> = {}): ChannelPage {
	const { accessToken, serviceToken = "" } = ours;
	return {
		id: 1,
		externalId: "101",
		...change,
		settings: { apiUrl: network.url, ...change.settings },
		secrets: { accessToken, serviceToken, ...change.secrets },
	};
}
