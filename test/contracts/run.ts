import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkMail } from "./check-mail.ts";
import { checkMax } from "./check-max.ts";
import { checkTelegram } from "./check-telegram.ts";
import { checkVk } from "./check-vk.ts";
import type { Report } from "./report.ts";
import { loadTelegramSpec } from "./telegram-spec.ts";
import { loadVkSchema } from "./vk-schema.ts";

/**
 * Checks what we send and what the demo network sends against the networks' own published schemas, which are not part of this project.
 * npm run test:contracts -- --schemas DIR, where DIR holds vk-api-schema/ (VKCOM/vk-api-schema),
 * telegram-bot-api-spec/ (PaulSonOfLars/telegram-bot-api-spec) and max/ with official-go-client/stabs/
 * (max-messenger/max-bot-api-client-go) and openapi-snapshots/ (max-messenger-bot/max-bot-api-schemas). Mail is checked against Debian's Dovecot, installed by root where it is absent.
 */
async function main(): Promise<number> {
	const folder = readFolder();
	const report: Report = { passed: 0, failed: [] };
	await checkVk(loadVkSchema(join(folder, "vk-api-schema")), report);
	await checkTelegram(loadTelegramSpec(join(folder, "telegram-bot-api-spec")), report);
	await checkMax(join(folder, "max"), report);
	await checkMail(report);
	for (const { name, reason } of report.failed) console.log(`failed: ${name}\n\t${reason}`);
	console.log(`${report.passed} passed, ${report.failed.length} failed`);
	return report.failed.length === 0 && report.passed > 0 ? 0 : 1;
}

function readFolder(): string {
	const { schemas } = parseArgs({ options: { schemas: { type: "string" } } }).values;
	if (!schemas) throw new Error("Say where the schemas are: npm run test:contracts -- --schemas DIR");
	for (const needed of ["vk-api-schema", "telegram-bot-api-spec", "max"])
		if (!existsSync(join(schemas, needed))) throw new Error(`There is no folder ${needed} in ${schemas}.`);
	return schemas;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
