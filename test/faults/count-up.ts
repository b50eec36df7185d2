import { sql } from "kysely";
import type { DemoNetwork } from "../../demo/network.ts";
import type { Db } from "../../src/db/database.ts";
import type { KeylessNetwork } from "./keyless-network.ts";

export type Check = { what: string; value: string | number; ok: boolean };

/** What the other side of the networks knows. */
export type Seen = {
	/** external ids of comments written */
	comments: string[];
	/** numbers of chat messages that were acknowledged */
	chats: string[];
	/** case → the text its answer has */
	answers: Map<number, string>;
};

type Sides = { db: Db; network: DemoNetwork; keyless: KeylessNetwork };

/** Holds what the networks know against what the desk knows. */
export async function countUp(sides: Sides, seen: Seen): Promise<Check[]> {
	return [...(await countMessages(sides, seen)), ...(await countAnswers(sides, seen))];
}

async function countMessages({ db, network }: Sides, seen: Seen): Promise<Check[]> {
	const rows = await db
		.selectFrom("message")
		.select(["external_id", "case_id"])
		.where("direction", "=", "in")
		.execute();
	const kept = new Set(rows.map((row) => row.external_id));
	const lostComments = seen.comments.filter((id) => !kept.has(id));
	const chats = new Set([...kept].map((id) => /_(\d+)$/.exec(id)?.[1] ?? ""));
	const lostChats = seen.chats.filter((id) => !chats.has(id));
	const doubled = rows.length - kept.size;
	const ledger = network.ledger();
	return [
		{
			what: "acknowledged comments lost",
			value: `${lostComments.length} of ${seen.comments.length}`,
			ok: lostComments.length === 0 && ledger.lost === 0,
		},
		{
			what: "acknowledged chat messages lost",
			value: `${lostChats.length} of ${seen.chats.length}`,
			ok: lostChats.length === 0,
		},
		{ what: "messages doubled", value: doubled, ok: doubled === 0 },
		{
			what: "messages without a case",
			value: rows.filter((row) => row.case_id === null).length,
			ok: rows.every((row) => row.case_id !== null),
		},
		{ what: "deliveries repeated by the network", value: ledger.refused, ok: true },
	];
}

async function countAnswers({ db, network, keyless }: Sides, seen: Seen): Promise<Check[]> {
	const inThreads = new Map<string, number>();
	for (const postId of [1, 2])
		for (const comment of network.thread(930_100_007, postId).comments)
			if (comment.fromId < 0) inThreads.set(comment.text, (inThreads.get(comment.text) ?? 0) + 1);
	const publications = await db
		.selectFrom("publication as p")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "p.region_id").onRef("c.id", "=", "p.case_id"))
		.select(["p.state", "p.text", "c.channel", "c.status"])
		.execute();
	const of = (channel: string) => publications.filter((row) => row.channel === channel);
	const timesSent = (row: { channel: string; text: string }) =>
		(row.channel === "vk" ? inThreads : keyless.sent).get(row.text) ?? 0;
	const doubledKnown = [...inThreads.values()].filter((count) => count > 1).length;
	const sentButAbsent = publications.filter((row) => row.state === "sent" && timesSent(row) !== 1);
	const unknown = publications.filter((row) => row.state === "unknown");
	const twiceSent = [...keyless.sent.values()].filter((count) => count > 1).length;
	// on a network without a key only a person may send an uncertain answer again
	const uncertainUnlisted = of("telegram").filter(
		(row) => row.state !== "unknown" && row.state !== "sent" && timesSent(row) > 0,
	);
	const states = await sql<{
		n: number;
	}>`select count(*)::int as n from "case" c where status = 'answered' and not exists (
		select 1 from publication p where p.region_id = c.region_id and p.case_id = c.id and p.state = 'sent')`.execute(db);
	return [
		{
			what: "answers approved",
			value: `${publications.length} (${of("vk").length} with a key, ${of("telegram").length} without)`,
			ok: publications.length > 0,
		},
		{ what: "answers doubled where the network knows a key", value: doubledKnown, ok: doubledKnown === 0 },
		{ what: "answers doubled where it knows none", value: twiceSent, ok: twiceSent === 0 },
		{
			what: "answers called sent that do not stand once in the thread",
			value: sentButAbsent.length,
			ok: sentButAbsent.length === 0,
		},
		{
			what: "uncertain answers, all on the list as unknown",
			value: `${unknown.length}, missing from it ${uncertainUnlisted.length}`,
			ok: uncertainUnlisted.length === 0,
		},
		{
			what: "uncertain answers left where the network knows a key",
			value: unknown.filter((row) => row.channel === "vk").length,
			ok: true,
		},
		{ what: "cases called answered without a sent answer", value: states.rows[0]?.n ?? 0, ok: states.rows[0]?.n === 0 },
		{ what: "answers ordered by officials", value: seen.answers.size, ok: true },
	];
}
