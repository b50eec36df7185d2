import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Channel, ChannelPage } from "../src/channels/channel.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { hashOf } from "../src/files/store.ts";
import { asked, fetchAll, photo, rows, shown, usePhotoHost, write } from "./photo-host.ts";
import { picture } from "./pictures.ts";
import { comment, vkBody } from "./region.ts";
import { channels, deliver, desk, parts, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();
usePhotoHost();

const edit = (attachments: unknown[], text = "Яма на дороге 1") =>
	deliver(
		vkBody(
			desk.region,
			"wall_reply_edit",
			comment(desk.region, 1, { attachments, text, date: Math.floor(Date.now() / 1000) }),
		),
	);

test("an edit with the same photo under a new signature fetches nothing again; a new one is fetched, the old one stays", async () => {
	const [one, two] = [await picture(20, 20, 1).jpeg().toBuffer(), await picture(20, 20, 2).jpeg().toBuffer()];
	shown.set("/1.jpg", one).set("/2.jpg", two);
	await write(1, [photo("/1.jpg?sign=1")]);
	await fetchAll();
	await edit([photo("/2.jpg"), photo("/1.jpg?sign=2")], "Яма, вот ещё фото");
	await fetchAll();
	expect(asked).toEqual(["/1.jpg", "/2.jpg"]);
	expect(await rows()).toMatchObject([
		{ position: 1, state: "kept", sha256: hashOf(one) },
		{ position: 0, state: "kept", sha256: hashOf(two) },
	]);
	await edit([photo("/2.jpg")], "Яма, одно фото");
	expect(await rows()).toMatchObject([
		{ position: null, state: "kept" },
		{ position: 0, state: "kept" },
	]);
});

test("an edit that only adds a photo is an edit, too", async () => {
	shown.set("/1.jpg", await picture(20, 20, 1).jpeg().toBuffer());
	await write(1, []);
	await edit([photo("/1.jpg")]);
	await fetchAll();
	expect(await rows()).toMatchObject([{ position: 0, state: "kept" }]);
	const message = await desk.db.selectFrom("message").select(["attachments", "edited_at"]).executeTakeFirstOrThrow();
	expect(message).toMatchObject({ attachments: [{ kind: "photo" }], edited_at: expect.any(Date) });
	expect((await sql`select attachments from message_version`.execute(desk.db)).rows).toEqual([{ attachments: [] }]);
});

test("every part of an album has its file, whichever delivery brought it", async () => {
	for (const path of ["/1.jpg", "/2.jpg", "/3.jpg"])
		shown.set(path, await picture(20, 20, Number(path[1])).jpeg().toBuffer());
	const vk = channels.get("vk") as Channel;
	// a network whose albums come as messages of their own
	const inAlbum = async (page: ChannelPage, body: Buffer, at: Date) => {
		const parsed = await vk.parse(page, body, at);
		if (parsed.kind !== "changes") return parsed;
		const changes = parsed.changes.map((change) =>
			change.kind === "message" ? { ...change, message: { ...change.message, albumKey: "album-1" } } : change,
		);
		return { ...parsed, changes };
	};
	const albums = { ...parts(), channels: new Map([["vk", { ...vk, parse: inAlbum }]]) };
	const accept = async (...ids: number[]) => {
		for (const id of ids) {
			const body = vkBody(
				desk.region,
				"wall_reply_new",
				comment(desk.region, id, { from_id: 7, date: 1_700_000_000, attachments: [photo(`/${id}.jpg`)] }),
			);
			await createAcceptor(desk.db, desk.enqueue).accept({ regionId: 1, pageId: 1, body });
		}
		await ingestDeliveries(albums, 1);
	};
	await accept(1, 2);
	await accept(3);
	await fetchAll();
	expect(await rows()).toMatchObject([0, 1, 2].map((position) => ({ position, state: "kept" })));
	expect((await desk.db.selectFrom("message").select("id").execute()).length).toBe(1);
});
