import { sql } from "kysely";
import { expect, test } from "vitest";
import { hashOf } from "../src/files/store.ts";
import { asked, fetchAll, photo, rows, shown, usePhotoHost, write } from "./photo-host.ts";
import { picture } from "./pictures.ts";
import { comment, vkBody } from "./region.ts";
import { deliver, desk, useScriptedDesk } from "./scripted-desk.ts";

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
