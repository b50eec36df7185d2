import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PublishOrder } from "../../src/channels/channel.ts";
import { telegram } from "../../src/channels/telegram/telegram.ts";
import { listen } from "./recorder.ts";
import { note } from "./report.ts";
import type { Report } from "./report.ts";
import { checkFields, checkValue } from "./telegram-spec.ts";
import type { TelegramSpec } from "./telegram-spec.ts";

const fixtures = join(import.meta.dirname, "../fixtures/telegram");
const token = "123456:bot-key";

/** Every request of the telegram channel and our recorded updates against the description of the Bot API. */
export async function checkTelegram(spec: TelegramSpec, report: Report): Promise<void> {
	for (const name of readdirSync(fixtures)) {
		const update = JSON.parse(readFileSync(join(fixtures, name), "utf8"));
		const reason = checkValue(spec, ["Update"], update, "update");
		if (name === "unknown.json")
			note(report, `fixture telegram/${name}`, reason ? null : "the update is known after all");
		else note(report, `fixture telegram/${name}`, reason);
	}
	const requests: { url: string | undefined; body: unknown }[] = [];
	const answer = {
		ok: true,
		result: { message_id: 90, date: 1_763_716_000, chat: { id: 7001, type: "private" }, text: "Ответ" },
	};
	note(
		report,
		"the answer we take for success",
		checkValue(spec, spec.methods.sendMessage?.returns ?? [], answer.result, "result"),
	);
	const { server, url } = await listen(async (request, body) => {
		requests.push({ url: request.url, body: JSON.parse(body) });
		return JSON.stringify(answer);
	});
	const page = { id: 2, externalId: "-1001000000001", settings: { apiUrl: url }, secrets: { token } };
	for (const [threadKind, threadKey, replyToExternalId] of [
		["comments", "chat-1001000000002_thread40", "chat-1001000000002_41"],
		["direct", "chat7001", "chat7001_5"],
	] as const) {
		const target = { threadKind, threadKey, replyToExternalId };
		const order: PublishOrder = { target, text: "я".repeat(telegram.maxLength(target)), key: "order-1" };
		const outcome = await telegram.publish(page, order);
		note(report, `an answer to ${threadKind} is sent`, outcome.kind === "sent" ? null : JSON.stringify(outcome));
	}
	server.closeAllConnections();
	server.close();
	for (const { url: path, body } of requests) {
		const method = (path ?? "").replace(`/bot${token}/`, "");
		const { fields } = spec.methods[method] ?? {};
		note(report, `request ${method}`, fields ? checkFields(spec, fields, body, method) : "there is no such method");
	}
}
