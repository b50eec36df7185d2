import { ask, expect, readCase, test } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { faultsNow } from "./examine.ts";

type Agency = { id: number; code: string; name: string };

async function agencyIds(desk: Desk): Promise<{ housing: number; city: number }> {
	const { agencies } = await ask<{ agencies: Agency[] }>(desk, "GET", "/reference");
	const idOf = (words: string) => agencies.find(({ name }) => name.includes(words))?.id ?? 0;
	return { housing: idOf("энергетики"), city: idOf("Администрация Светлореченска") };
}

const act = async (desk: Desk, id: number, body: object, login?: string) => {
	const { version } = (await readCase(desk, id)).case;
	await ask(desk, "POST", `/cases/${id}/actions`, { version, ...body }, login);
};

/** A case that the housing ministry has, whatever the machine thinks of its words. */
async function ofHousing(desk: Desk, text: string): Promise<number> {
	const id = await desk.write(text);
	const { housing } = await agencyIds(desk);
	await act(desk, id, { action: "assign", agencyId: housing });
	return id;
}

test("an agency gets a part of the work, hands it over, and both see who is there", async ({ desk }) => {
	const id = await ofHousing(desk, "Прорвало трубу на Садовой, 7, и размыло дорогу, не проехать");
	const owner = await desk.as("executor-housing", `/cases/${id}`);
	await owner.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await owner.getByRole("menuitem", { name: "Дать задачу" }).click();
	const sheet = owner.getByRole("dialog", { name: "Дать задачу в этом инциденте" });
	const give = sheet.getByRole("button", { name: "Дать задачу" });
	await expect(give).toBeDisabled();
	await sheet.getByRole("button", { name: "Выберите ведомство" }).click();
	await owner.getByRole("combobox", { name: "Выберите ведомство" }).fill("светлоречен");
	await owner.keyboard.press("Enter");
	await sheet.getByRole("textbox", { name: "Что сделать" }).fill("Скажите, когда откроют дорогу");
	await give.click();
	const tasks = owner.getByRole("region", { name: "Задачи другим" });
	await expect(tasks).toContainText("0 из 1");

	const helper = await desk.as("executor-city", `/cases/${id}`);
	await expect(owner.getByText("Здесь ещё: Исполнитель, Светлореченск")).toBeVisible();
	await helper.getByRole("button", { name: "Написать часть ответа" }).click();
	await helper.getByRole("textbox", { name: "Часть ответа" }).fill("Дорогу откроют сегодня к 20:00.");
	await helper.getByRole("button", { name: "Отдать часть" }).click();
	await expect(tasks).toContainText("1 из 1");
	await tasks.getByText("Часть ответа").click();
	await expect(tasks).toContainText("Дорогу откроют сегодня к 20:00.");

	await helper.getByRole("link", { name: "Очередь", exact: true }).click();
	await expect(owner.getByText("Здесь ещё:")).toHaveCount(0);
});

test("an organisation without an account gets a link that is shown once and can be revoked", async ({ desk }) => {
	const id = await ofHousing(desk, "В подъезде на Лесной, 9 третью неделю не горит свет");
	const party = `УК «Лесная ${id}»`;
	const owner = await desk.as("executor-housing", `/cases/${id}`);
	await owner.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await owner.getByRole("menuitem", { name: "Дать задачу" }).click();
	const sheet = owner.getByRole("dialog");
	await sheet.getByText("Организации без учётной записи").click();
	await sheet.getByRole("button", { name: "Добавить организацию" }).click();
	await sheet.getByRole("textbox", { name: "Название организации" }).fill(party);
	await sheet.getByRole("button", { name: "Добавить организацию" }).click();
	await sheet.getByRole("textbox", { name: "Что сделать" }).fill("Назовите день, когда заменят лампы");
	await sheet.getByRole("button", { name: "Дать задачу" }).click();
	const tasks = owner.getByRole("region", { name: "Задачи другим" });
	await expect(tasks).toContainText(party);
	await tasks.getByRole("button", { name: "Дать ссылку для ответа" }).click();
	await tasks.getByRole("button", { name: "Дать ссылку для ответа" }).click();
	await expect(tasks.getByRole("textbox", { name: "Ссылка для ответа" })).toHaveValue(/\/t\/[\w-]{43}$/);
	await expect(tasks).toContainText("Ссылка действует до");
	await owner.reload();
	await expect(tasks).toContainText("Ссылка действует до");
	await expect(tasks.getByRole("textbox")).toHaveCount(0);
	await tasks.getByRole("button", { name: "Отозвать ссылку" }).click();
	await expect(tasks.getByRole("button", { name: "Дать ссылку для ответа" })).toBeVisible();
});

test("a case returned twice is settled by a curator, with a reason", async ({ desk }) => {
	await desk.write("Во дворе на Мира, 11 не вывозят мусор");
	const id = await ofHousing(desk, "Во дворе на Мира, 5 лопнула труба отопления, кипяток течёт");
	const { housing, city } = await agencyIds(desk);
	const back = { action: "returnWrongAgency", reason: "Сети не наши" };
	await act(desk, id, { ...back, suggestedAgencyId: city }, "executor-housing");
	await act(desk, id, { action: "assign", agencyId: city });
	await act(desk, id, { ...back, suggestedAgencyId: null }, "executor-city");

	const curator = await desk.as("curator", `/cases/${id}`);
	const returns = curator.getByRole("region", { name: "Возвраты" });
	await expect(returns).toContainText("Предлагает: Светлореченск");
	await expect(returns).toContainText("Чей вопрос, не знает");
	await returns.getByRole("button", { name: "Решить, чей вопрос" }).click();
	await returns.getByRole("button", { name: "Кто отвечает на этот вопрос" }).click();
	await curator.getByRole("combobox", { name: "Кто отвечает на этот вопрос" }).fill("энергетики");
	await curator.keyboard.press("Enter");
	await returns.getByRole("textbox", { name: "Почему это их вопрос" }).fill("Труба на балансе министерства");
	// a link would take the reason away
	await curator.getByRole("link", { name: "Очередь", exact: true }).click();
	const question = curator.getByRole("alertdialog");
	await expect(question).toContainText("Изменения не сохранены");
	expect(await faultsNow(curator)).toEqual([]);
	await question.getByRole("button", { name: "Остаться" }).click();
	// so would the keys that leave the case, pressed outside of the form
	for (const key of ["Escape", "k"]) {
		await curator.getByText("Во дворе на Мира, 5 лопнула труба").last().click();
		await curator.keyboard.press(key);
		await expect(question).toContainText("Если уйти, они пропадут");
		await question.getByRole("button", { name: "Остаться" }).click();
		await expect(question).toHaveCount(0);
	}
	await returns.getByRole("button", { name: "Решить", exact: true }).click();
	await expect(returns).toContainText("«Труба на балансе министерства»");
	await curator.getByRole("link", { name: "Очередь", exact: true }).click();
	await expect(returns).toHaveCount(0);
	expect((await readCase(desk, id)).case.agencyId).toBe(housing);
});

test("an urgent case is handed over only when the new owner takes it", async ({ desk }) => {
	const id = await ofHousing(desk, "На Набережной, 3 искрит проводка прямо у детской площадки");
	const curator = await desk.as("curator", `/cases/${id}`);
	const choose = async (words: string) => {
		await curator.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
		await curator.getByRole("menuitem", { name: words }).click();
	};
	const { case: row } = await readCase(desk, id);
	if (row.priority !== "urgent") {
		await choose("Изменить приоритет");
		await curator.getByRole("radio", { name: "Срочный: приоритетная линия" }).check();
		await curator.getByRole("textbox", { name: "Почему" }).fill("Рядом дети");
		await curator.getByRole("button", { name: "Изменить", exact: true }).click();
	}
	const lane = curator.getByRole("region", { name: "Приоритет" });
	await expect(lane).toContainText("Приоритетная линия");
	await choose("Назначить ответственного");
	await curator.getByRole("button", { name: "Назначить", exact: true }).click();
	await expect(lane).toContainText("Куратор ЦУР");
	await choose("Передать другому ответственному");
	await curator.getByRole("button", { name: "Выберите сотрудника" }).click();
	await curator.getByRole("combobox", { name: "Выберите сотрудника" }).fill("исполнитель минжил");
	await curator.keyboard.press("Enter");
	await curator.getByRole("button", { name: "Предложить" }).click();
	await expect(lane).toContainText("Ждём подтверждения");
	expect((await readCase(desk, id)).case.ownerId).not.toBeNull();

	const heir = await desk.as("executor-housing", `/cases/${id}`);
	await heir.getByRole("region", { name: "Приоритет" }).getByRole("button", { name: "Принять", exact: true }).click();
	await expect(lane).not.toContainText("Ждём подтверждения");
	await expect(lane).toContainText("Исполнитель, Минжилэнерго");
});

test("a case is printed without the screen around it", async ({ desk }) => {
	const id = await desk.write("Когда починят качели на Полевой, 12? Дети ждут с осени");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.addInitScript(() => {
		window.print = () => {};
	});
	await page.reload();
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await page.getByRole("menuitem", { name: "Напечатать" }).click();
	await page.emulateMedia({ media: "print" });
	const sheet = page.locator(".print-sheet");
	await expect(sheet.getByText("Когда починят качели на Полевой, 12?")).toBeVisible();
	await expect(sheet.getByText("Сообщение жителя принято")).toBeVisible();
	await expect(page.getByRole("button", { name: "Взять в работу" })).toBeHidden();
});

test("what cannot be read around a case is told in one line, and is there once it is read again", async ({ desk }) => {
	const id = await ofHousing(desk, "На Садовой, 44 провалился люк у подъезда");
	const { city } = await agencyIds(desk);
	await act(desk, id, { action: "accept" }, "executor-housing");
	const order = { agencyId: city, what: "Закрыть люк", requestKey: `hatch-task-${id}` };
	await ask(desk, "POST", `/cases/${id}/tasks`, order, "executor-housing");
	const page = await desk.open("curator");
	const trouble = { status: 500, contentType: "application/problem+json", body: JSON.stringify({ code: "internal" }) };
	await page.route("**/api/cases/*/tasks", (route) => route.fulfill(trouble));
	await page.goto(`${desk.url}/cases/${id}`);
	const known = page.getByRole("complementary", { name: "Подробности" });
	await expect(known.getByRole("alert")).toHaveCount(1);
	await page.unroute("**/api/cases/*/tasks");
	await known.getByRole("button", { name: "Повторить" }).click();
	await expect(known.getByRole("region", { name: "Задачи другим" })).toContainText("Закрыть люк");
	await expect(known.getByRole("alert")).toHaveCount(0);
});
