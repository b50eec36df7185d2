import { rotateProviders } from "./access/rotate-providers.ts";
import { rotateSecondFactors } from "./access/rotate-second-factors.ts";
import { rotateContacts } from "./cases/rotate-contacts.ts";
import { readSecretKey } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import { SealedError } from "./db/sealed.ts";
import { SetupError } from "./db/setup-error.ts";
import { rotateEndpoints } from "./events/rotate-endpoints.ts";
import { needMigrated, reachDatabase } from "./reach-database.ts";
import { rotatePushKeys } from "./notify/push-keys.ts";
import { rotateKeys, UnopenedKeys } from "./registry/rotate-keys.ts";

/**
 * `otklik keys rotate`: seals everything sealed (keys of pages, endpoints and Web Push, second factors, sign-in providers,
 * contacts) with OTKLIK_SECRET_KEY instead of OTKLIK_OLD_SECRET_KEY, and prints the counts.
 * @throws SetupError when a key is missing, or pages open with neither
 */
export async function rotateSecretKey(config: Config, env: Record<string, string | undefined>): Promise<void> {
	const { secretKey } = config;
	if (!secretKey || !env.OTKLIK_OLD_SECRET_KEY)
		throw new SetupError(
			"Задайте новый ключ в OTKLIK_SECRET_KEY и прежний в OTKLIK_OLD_SECRET_KEY (если он лежал в файле secret-key папки данных, возьмите его оттуда).",
			"Set the new key in OTKLIK_SECRET_KEY and the former one in OTKLIK_OLD_SECRET_KEY (if it lay in the file secret-key of the data folder, take it from there).",
		);
	const oldKey = readSecretKey("OTKLIK_OLD_SECRET_KEY", env.OTKLIK_OLD_SECRET_KEY);
	const database = await reachDatabase(config);
	const db = openDatabase(database.url, 1);
	try {
		await needMigrated(database.url);
		// the endpoints first: whatever opens with neither key stops the rotation before the pages
		const endpoints = await rotateEndpoints(db, oldKey, secretKey);
		await rotatePushKeys(db, oldKey, secretKey);
		const factors = await rotateSecondFactors(db, oldKey, secretKey);
		const providers = await rotateProviders(db, oldKey, secretKey);
		const contacts = await rotateContacts(db, oldKey, secretKey);
		const { rotated, already, empty } = await rotateKeys(db, oldKey, secretKey);
		process.stdout.write(
			`${rotated} pages sealed with the new key, ${already} were already, ${empty} have no keys; ${endpoints} webhook endpoints, second factors of ${factors} people, ${providers} sign-in providers, ${contacts} contacts.\nStart every process with the new key now.\n`,
		);
	} catch (error) {
		if (error instanceof SealedError) throw unopened(error);
		if (!(error instanceof UnopenedKeys)) throw error;
		const names = error.pages.map((page) => `${page.name} (${page.id})`).join(", ");
		throw new SetupError(
			`Ключи этих страниц не открываются ни новым, ни прежним ключом: ${names}. Введите их заново на карточке страницы или найдите верный прежний ключ.`,
			`The keys of these pages open neither with the new key nor with the former one: ${names}. Enter them anew on the page's card, or find the right former key.`,
			error,
		);
	} finally {
		await db.destroy();
		await database.stop();
	}
}

const unopened = (error: SealedError): SetupError =>
	new SetupError(
		"Ключи оповещений в браузере, второго шага входа, поставщиков входа или контактов не открываются ни новым, ни прежним ключом. Страницы не тронуты. Найдите верный прежний ключ и повторите.",
		"Keys of Web Push, of second factors, of sign-in providers or of contacts open neither with the new key nor with the former one. Pages are as they were. Find the right former key and run it again.",
		error,
	);
