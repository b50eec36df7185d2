import type { Channel } from "../src/channels/channel.ts";
import { openDatabase } from "../src/db/database.ts";
import { sendNotices } from "../src/notify/send-notices.ts";
import { secretKey } from "./region.ts";

/**
 * A process that sends notices over a network which takes the message and never answers: it says so on stdout and waits to
 * be killed. Given the address of the database and the moment it takes for now.
 */
const [url = "", now = ""] = process.argv.slice(2);
const db = openDatabase(url, 2);
const network = {
	name: "vk",
	notify: (_page, address) => {
		process.stdout.write(`sent to ${address}\n`);
		return new Promise(() => {});
	},
} satisfies Partial<Channel>;
const channels = new Map([["vk", network as unknown as Channel]]);
await sendNotices({ db, channels, secretKey, publicUrl: "https://desk.example" }, new Date(now), console.error);
