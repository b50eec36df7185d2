import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import emulatorModule from "telegram-test-api";
import { startTelegramNetwork } from "../../demo/networks/telegram.ts";
import type { Photo, PublishOrder } from "../../src/channels/channel.ts";
import { telegram } from "../../src/channels/telegram/telegram.ts";
import { freePort, listen } from "./recorder.ts";
import { note } from "./report.ts";
import type { Report } from "./report.ts";
import { checkFields, checkValue } from "./telegram-spec.ts";
import type { TelegramSpec } from "./telegram-spec.ts";

const fixtures = join(import.meta.dirname, "../fixtures/telegram");
const token = "123456:bot-key";
// its types promise a default export inside the module, which is the class itself
const TelegramServer = emulatorModule as unknown as typeof emulatorModule.default;

/** Every request of the telegram channel and our recorded updates against the description of the Bot API. */
export async function checkTelegram(spec: TelegramSpec, report: Report): Promise<void> {
	for (const name of readdirSync(fixtures)) {
		const update = JSON.parse(readFileSync(join(fixtures, name), "utf8"));
		const reason = checkValue(spec, ["Update"], update, "update");
		if (name === "unknown.json")
			note(report, `fixture telegram/${name}`, reason ? null : "the update is known after all");
		else note(report, `fixture telegram/${name}`, reason);
	}
	await checkCalls(spec, report);
	await checkRoundTrip(report);
}

const photo = async (): Promise<Photo> => {
	const image = sharp({ create: { width: 40, height: 30, channels: 3, background: "#888" } });
	return { bytes: await image.jpeg().toBuffer(), type: "image/jpeg", name: "photo.jpg" };
};

/** Everything the channel can do, against our fake, whose record of calls is held to the description. */
async function checkCalls(spec: TelegramSpec, report: Report): Promise<void> {
	const network = await startTelegramNetwork();
	const settings = { apiUrl: network.url, discussionGroupId: -1001000000002 };
	const page = { id: 2, externalId: "-1001000000001", settings, secrets: { token: network.token } };
	const one = await photo();
	for (const [threadKind, threadKey, replyToExternalId, photos] of [
		["comments", "chat-1001000000002_thread40", "chat-1001000000002_41", []],
		["direct", "chat7001", "chat7001_5", [one]],
		["direct", "chat-1001000000005_topic7001", "chat-1001000000005_7", [one, one]],
	] as const) {
		const target = { threadKind, threadKey, replyToExternalId };
		const order: PublishOrder = { target, text: "я".repeat(telegram.maxLength(target)), key: "order-1", photos };
		const outcome = await telegram.publish(page, order);
		note(report, `an answer to ${threadKey} is sent`, outcome.kind === "sent" ? null : JSON.stringify(outcome));
		await telegram.publish(page, { ...order, text: "Подпись" });
	}
	await telegram.connect?.(page, "https://desk.example/webhooks/telegram/key", async () => page);
	await telegram.look?.(page, "https://desk.example/webhooks/telegram/key");
	await telegram.fetchFile?.(page, { kind: "photo", ref: "AgAC" }, null);
	await telegram.notify?.(page, "7001", "Страница молчит");
	await network.close();
	note(report, "no limit is passed", network.breaches[0] ?? null);
	for (const { method, parameters } of network.calls) {
		const known = spec.methods[method];
		const reason = known ? checkFields(spec, known.fields ?? [], parameters, method) : "there is no such method";
		note(report, `request ${method}`, reason);
	}
	const methods = new Set(network.calls.map(({ method }) => method));
	note(report, "methods called", methods.size >= 9 ? null : [...methods].join(", "));
}

/** A message through an emulator that others wrote: in by its webhook, out by its sendMessage. It knows no secret and no groups. */
async function checkRoundTrip(report: Report): Promise<void> {
	const received = Promise.withResolvers<Buffer>();
	const desk = await listen(async (_request, body) => {
		received.resolve(Buffer.from(body));
		return "";
	});
	const emulator = new TelegramServer({ port: await freePort(), host: "127.0.0.1" });
	await emulator.start();
	try {
		const page = { id: 2, externalId: "", settings: { apiUrl: emulator.config.apiURL }, secrets: { token } };
		const steps = await telegram.connect?.(page, desk.url, async () => page);
		const isSet = steps?.some(({ code, state }) => code === "subscription" && state === "done");
		note(report, "emulator: the webhook is set", isSet ? null : JSON.stringify(steps));
		const client = emulator.getClient(token, { userId: 7001, chatId: 7001 });
		await client.sendMessage(client.makeMessage("Нет воды"));
		const parsed = await telegram.parse(page, await received.promise, new Date());
		const [change] = parsed.kind === "changes" ? parsed.changes : [];
		const message = change?.kind === "message" ? change.message : null;
		note(report, "emulator: its update is read", message?.text === "Нет воды" ? null : JSON.stringify(parsed));
		if (!message) return;
		const target = {
			threadKey: message.threadKey,
			threadKind: message.threadKind,
			replyToExternalId: message.externalId,
		};
		const outcome = await telegram.publish(page, { target, text: "Будет к 19:00", key: "order-2" });
		note(report, "emulator: the answer is sent", outcome.kind === "sent" ? null : JSON.stringify(outcome));
		const { result } = await client.getUpdates();
		const answer = JSON.stringify(result);
		note(report, "emulator: the resident sees it", answer.includes("Будет к 19:00") ? null : answer);
	} finally {
		await emulator.stop();
		desk.server.closeAllConnections();
		desk.server.close();
	}
}
