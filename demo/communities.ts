import type { Db } from "../src/db/database.ts";
import { demoMessages, demoPosts } from "../src/registry/demo-messages.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { openSecrets } from "../src/registry/page-secrets.ts";
import type { Community, DemoNetwork } from "./network.ts";

/**
 * The communities of the seeded demo pages, with the keys the desk knows them by.
 * @param serverUrl where the desk takes deliveries
 */
export async function readDemoCommunities(db: Db, secretKey: Buffer, serverUrl: string): Promise<Community[]> {
	const pages = await db
		.selectFrom("page")
		.select(["channel", "external_id", "name", "webhook_key", "secrets"])
		.where("channel", "=", "vk")
		.where(
			"external_id",
			"in",
			demoRegion.pages.map((page) => page.externalId),
		)
		.orderBy("id")
		.execute();
	return pages
		.filter((page) => page.secrets !== null)
		.map((page) => {
			const keys = openSecrets(secretKey, page.secrets ?? Buffer.alloc(0));
			return {
				groupId: Number(page.external_id),
				name: page.name,
				accessToken: keys.accessToken ?? "",
				...(keys.serviceToken && { serviceToken: keys.serviceToken }),
				callback: {
					url: `${serverUrl}/webhooks/${page.channel}/${page.webhook_key}`,
					secret: keys.secret ?? "",
					confirmation: keys.confirmation ?? "",
				},
				posts: postsOf(page.external_id),
			};
		});
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
