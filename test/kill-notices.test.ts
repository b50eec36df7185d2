import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { raiseCaseNotice } from "../src/notify/raise-case-notice.ts";
import { sendNotices } from "../src/notify/send-notices.ts";
import { addCase, giveCaseRights } from "./case-rows.ts";
import { clock, desk, network, parts, pass, usePageDesk } from "./page-desk.ts";

usePageDesk();

const program = fileURLToPath(new URL("notice-worker.ts", import.meta.url));
const send = () => sendNotices(parts(), clock.now, (error) => expect(error).toBeUndefined());

test("a worker killed between the claim and the end of a message leaves it unknown, and nobody sends it again", async () => {
	await giveCaseRights(desk.db);
	await sql`update page set settings = settings || '{"sendsNotices": true}' where id = 1`.execute(desk.db);
	await sql`update staff set notice_channel = 'vk', notice_address = 'a-' || id where id in (1, 2)`.execute(desk.db);
	const caseId = await addCase(desk.db, 1);
	const raise = (staffIds: number[]) =>
		desk.db
			.transaction()
			.execute((tx) =>
				raiseCaseNotice(tx, { regionId: 1, staffIds, code: "life-danger", caseId, data: {} }, clock.now),
			);
	await raise([1, 2]);
	const worker = spawn(process.execPath, [program, desk.url, clock.now.toISOString()], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const [said] = (await once(worker.stdout, "data")) as [Buffer];
	expect(said.toString()).toBe("sent to a-1\n");
	worker.kill("SIGKILL");
	await once(worker, "exit");
	const states = async () =>
		(await desk.db.selectFrom("notice_sending").select(["staff_id", "state"]).orderBy("id").execute()).map(
			(row) => `${row.staff_id} ${row.state}`,
		);
	expect(await states()).toEqual(["1 claimed"]);
	// the other person, whose message nobody had claimed, gets theirs at once
	await Promise.all([send(), send()]);
	expect(network.notified.map((one) => one.address)).toEqual(["a-2"]);
	for (const seconds of [61, 121, 601]) {
		pass(seconds);
		await send();
	}
	expect(await states()).toEqual(["1 unknown", "2 sent"]);
	expect(network.notified).toHaveLength(1);
	// what is new is told, the lost message is not in it
	await raise([1]);
	await send();
	expect(network.notified.map((one) => one.address)).toEqual(["a-2", "a-1"]);
	expect(network.notified[1]?.text.match(/Инцидент/g)).toHaveLength(1);
});
