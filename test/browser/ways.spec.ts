import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "../../demo/system.ts";
import { startServer } from "../../src/serve.ts";
import { clientId, clientSecret, startIdentityProvider } from "../identity-provider.ts";
import type { IdentityProvider } from "../identity-provider.ts";
import { webRoot } from "../system.ts";
import { expect, test as base } from "./desk.ts";
import { faultsNow } from "./examine.ts";
import type { Desk } from "./desk.ts";

/** The same desk under a name (browsers make no passkeys for a number), with a provider of identities beside it. */
type Named = { url: string; provider: IdentityProvider };

const test = base.extend<{ named: Named }>({
	named: async ({ desk }, use) => {
		const port = await freePort();
		const url = `http://localhost:${port}`;
		const provider = await startIdentityProvider((id) => `${url}/api/sign-in/providers/${id}/return`);
		const folder = await mkdtemp(join(tmpdir(), "otklik-files-"));
		const server = await startServer({
			...{ databaseUrl: desk.databaseUrl, secretKey: desk.secretKey, files: { kind: "folder", folder } },
			...{ demo: null, webRoot, version: "test", host: "127.0.0.1", port, publicUrl: url, logger: false },
			trustedProviders: [provider.host],
		});
		await use({ url, provider });
		await server.stop();
		await provider.close();
		await rm(folder, { recursive: true, force: true });
	},
});

const passwordOf = (desk: Desk, login: string) => desk.accounts.find((one) => one.login === login)?.password ?? "";

async function enter(page: Page, url: string, login: string, password: string): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel("Логин").fill(login);
	await page.getByLabel("Пароль").fill(password);
	await page.getByRole("button", { name: "Войти", exact: true }).click();
	await expect(page).not.toHaveURL(/sign-in/);
}

test("a passkey is added, lets in without a password, and is taken away", async ({ desk, named, page }) => {
	const password = passwordOf(desk, "executor-housing");
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("WebAuthn.enable");
	await devtools.send("WebAuthn.addVirtualAuthenticator", {
		options: {
			...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
			...{ isUserVerified: true, automaticPresenceSimulation: true },
		},
	});
	await enter(page, named.url, "executor-housing", password);
	await page.goto(`${named.url}/account`);
	const keys = page.getByRole("region", { name: "Ключи входа" });
	await keys.getByRole("button", { name: "Добавить ключ входа" }).click();
	await keys.getByLabel("Название").fill("Рабочий ноутбук");
	await keys.getByLabel("Подтвердите паролем").fill("не тот пароль");
	await keys.getByRole("button", { name: "Создать ключ" }).click();
	await expect(keys.getByText("Нынешний пароль не подходит.")).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await keys.getByLabel("Подтвердите паролем").fill(password);
	await keys.getByRole("button", { name: "Создать ключ" }).click();
	const row = keys.getByRole("listitem").filter({ hasText: "Рабочий ноутбук" });
	await expect(row).toContainText("входа ещё не было");

	await page.context().clearCookies();
	await page.goto(`${named.url}/sign-in?next=/account`);
	await page.getByRole("button", { name: "Войти ключом входа" }).click();
	await expect(page).toHaveURL(`${named.url}/account`);
	await expect(row).not.toContainText("входа ещё не было");
	await row.getByRole("button", { name: /^Удалить/ }).click();
	await row.getByLabel("Подтвердите паролем").fill(password);
	await row.getByRole("button", { name: "Удалить", exact: true }).click();
	await expect(keys.getByText("Ключей входа пока нет.")).toBeVisible();

	// the device still has it; the desk does not
	await page.context().clearCookies();
	await page.goto(`${named.url}/sign-in`);
	await page.getByRole("button", { name: "Войти ключом входа" }).click();
	await expect(page.getByRole("alert")).toContainText("Этот ключ входа здесь не подходит");
});

test("an organisation is checked and switched on; a person links their account and comes in by it", async ({
	desk,
	named,
	page,
	browser,
}) => {
	const admin = await (await browser.newContext({ baseURL: named.url })).newPage();
	await enter(admin, named.url, "admin", passwordOf(desk, "admin"));
	await admin.goto("/settings/providers/new");
	await admin.getByRole("button", { name: "Сохранить и продолжить" }).click();
	await expect(admin.getByText("Нужен открытый адрес, который начинается с https://.")).toBeVisible();
	// a provider of the tests has no https, which the form rightly refuses
	const order = { label: "Войти через портал области", issuer: named.provider.issuer, clientId, clientSecret: "wrong" };
	await admin.request.post("/api/sign-in-providers", {
		headers: { origin: named.url },
		data: { ...order, findsBy: "link", isSecondFactor: false },
	});
	await admin.goto("/settings/providers");
	await admin.getByRole("link", { name: /портал области/ }).click();
	await admin.getByRole("button", { name: "Проверить" }).click();
	await expect(admin.getByRole("alert")).toContainText("Поставщик не узнаёт клиента");
	await admin.getByLabel("Секрет клиента").fill(clientSecret);
	await admin.getByRole("button", { name: "Сохранить" }).click();
	await expect(admin.getByLabel("Секрет клиента")).toHaveValue("");
	await admin.getByRole("button", { name: "Проверить" }).click();
	await expect(admin.getByText("Поставщик отвечает как надо")).toBeVisible();
	await admin.getByRole("button", { name: "Включить вход" }).click();
	await expect(admin.getByRole("button", { name: "Выключить вход" })).toBeVisible();

	const visit = async () => {
		await page.goto(`${named.url}/sign-in`);
		await page.getByRole("button", { name: "Войти через портал области" }).click();
	};
	const atProvider = async () => {
		await page.getByPlaceholder("Enter any login").fill("anna");
		await page.getByPlaceholder("and password").fill("any");
		await page.getByRole("button", { name: "Sign-in" }).click();
		await page.getByRole("button", { name: "Continue" }).click();
	};
	await visit();
	await atProvider();
	await expect(page.getByRole("alert")).toContainText("вашей учётной записи с ней не связано");

	const password = passwordOf(desk, "executor-city");
	await enter(page, named.url, "executor-city", password);
	await page.goto(`${named.url}/account`);
	await page.getByRole("button", { name: "Связать: Войти через портал области" }).click();
	const links = page.getByRole("region", { name: "Вход через организацию" });
	await links.getByLabel("Подтвердите паролем").fill(password);
	await links.getByRole("button", { name: "Перейти к организации" }).click();
	// the provider remembers who has agreed
	await expect(page.getByText("Учётная запись связана: теперь можно входить через организацию.")).toBeVisible();

	await page.context().clearCookies({ domain: "localhost" });
	await visit();
	await expect(page).toHaveURL(/\/cases|\/day/);
	await admin.context().close();
});
