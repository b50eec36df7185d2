import type { Db } from "../src/db/database.ts";
import { openSecrets } from "../src/registry/page-secrets.ts";
import { seedDemo } from "../src/registry/seed.ts";

export const secretKey = Buffer.alloc(32, 7);

/** A page as the network knows it. */
export type BenchPage = { id: number; channel: string; externalId: number; webhookKey: string; secret: string };

export type BenchRegion = {
	id: number;
	pages: BenchPage[];
	agencies: { id: number; code: string }[];
	staff: { id: number; agencyId: number | null }[];
	accounts: { login: string; password: string }[];
};

/** The demo region with its agencies, topics, rules, pages and people. */
export async function makeRegion(db: Db): Promise<BenchRegion> {
	// nothing is published in a bench, so that the network's address is nobody's
	const { regionId, accounts } = await seedDemo(db, { secretKey, apiUrl: "http://127.0.0.1:9" });
	if (regionId === null) throw new Error("the database belongs to another region");
	const pages = await db
		.selectFrom("page")
		.select(["id", "channel", "external_id", "webhook_key", "secrets"])
		.where("secrets", "is not", null)
		.orderBy("id")
		.execute();
	return {
		id: regionId,
		pages: pages.map((one) => ({
			id: one.id,
			channel: one.channel,
			externalId: Number(one.external_id),
			webhookKey: one.webhook_key,
			secret: openSecrets(secretKey, one.secrets ?? Buffer.alloc(0)).secret ?? "",
		})),
		agencies: await db.selectFrom("agency").select(["id", "code"]).orderBy("id").execute(),
		staff: await db.selectFrom("staff").select(["id", "agency_id as agencyId"]).orderBy("id").execute(),
		accounts,
	};
}
