import type { Db } from "../src/db/database.ts";
import { demoMessages, demoPosts } from "../src/registry/demo-messages.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { findRegion, listOpenPages } from "../src/registry/reads-pages.ts";
import type { Community, DemoNetwork } from "./network.ts";

/**
 * The communities of the seeded demo pages, with the keys the desk knows them by.
 * @param serverUrl where the desk takes deliveries
 */
export async function readDemoCommunities(db: Db, secretKey: Buffer, serverUrl: string): Promise<Community[]> {
	const region = await findRegion(db, demoRegion.code);
	const pages = region ? await listOpenPages(db, region.id, secretKey) : [];
	const seeded = new Set(demoRegion.pages.map((page) => page.externalId));
	return pages
		.filter((page) => page.channel === "vk" && seeded.has(page.externalId) && page.secrets.secret)
		.map(({ externalId, name, secrets, webhookPath }) => ({
			groupId: Number(externalId),
			name,
			accessToken: secrets.accessToken ?? "",
			...(secrets.serviceToken && { serviceToken: secrets.serviceToken }),
			callback: {
				url: `${serverUrl}${webhookPath}`,
				secret: secrets.secret ?? "",
				confirmation: secrets.confirmation ?? "",
			},
			posts: postsOf(externalId),
		}));
}

const daySeconds = 86_400;

function postsOf(externalId: string): Community["posts"] {
	const texts = demoPosts[externalId] ?? [];
	const now = Math.floor(Date.now() / 1000);
	return texts.map((text, index) => ({ id: index + 1, text, date: now - (texts.length - index) * daySeconds }));
}

/** The first residents of a new demo write, over the last working hours, so that the queue has something to show. */
export function playDemoMessages(network: DemoNetwork): void {
	if (network.ledger().comments > 0) return;
	const now = Math.floor(Date.now() / 1000);
	for (const [index, message] of demoMessages.entries())
		network.writeComment({
			groupId: Number(message.pageExternalId),
			postId: message.post + 1,
			author: { id: 1001 + index, name: `Житель ${index + 1}` },
			text: message.text,
			date: now - (demoMessages.length - index) * 420,
		});
}
