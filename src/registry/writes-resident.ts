import type { Tx } from "../db/database.ts";

/** What a region settles of promises and of the resident's say. */
export async function updateResidentSettings(
	tx: Tx,
	regionId: number,
	to: { promiseDays: number; sayLink: string; sayLinkInComments: boolean; sayDays: number },
): Promise<void> {
	await tx
		.updateTable("region")
		.set({
			promise_days: to.promiseDays,
			say_link: to.sayLink,
			say_link_in_comments: to.sayLinkInComments,
			say_days: to.sayDays,
		})
		.where("id", "=", regionId)
		.execute();
}
