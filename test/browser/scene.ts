import type { System } from "../../demo/system.ts";
import { demoMessages } from "../../src/registry/demo-messages.ts";
import type { CaseDetail } from "../../src/http/contract-case.ts";
import type { CasePage } from "../../src/http/contract-queue.ts";
import type { DeliveryPage } from "../../src/http/contract.ts";
import { ask, city, housing, readCase } from "./ask.ts";

/** What the screenshots show: a desk in the middle of a working day, with a case in every state. */
export type Scene = {
	assigned: number;
	writing: number;
	approval: number;
	returned: number;
	answered: number;
	outside: number;
	/** with cues, the proposed mark and a case like it */
	told: number;
};

const hour = 3600;

/** The first tells of much at once, the others of the same trouble. */
const told = [
	"В Верхнеборске на Садовой, 12 второй день холодные батареи и нет горячей воды. У меня маленький ребёнок, муж на СВО, помочь некому. В подвале оголённые провода висят прямо над водой, это опасно! Обещали дать тепло до 1 октября. Когда включат?",
	"Садовая, 12, Верхнеборск: батареи холодные, горячей воды нет второй день. Обещали до 1 октября. Когда включат?",
	"Верхнеборск, на Садовой холодные батареи и нет горячей воды уже сутки, дети мёрзнут",
];

/** Fills the desk with the demo's messages and brings some of them on their way. */
export async function setScene(system: System): Promise<Scene> {
	writeMessages(system);
	await until(async () => (await newest(system)).length >= demoMessages.length + told.length);
	const find = async (words: string): Promise<number> => {
		const page = await ask<CasePage>(system, "GET", `/cases?view=all&q=${encodeURIComponent(words)}`);
		const [row] = page.items;
		if (!row) throw new Error(`no case with the words "${words}"`);
		return row.id;
	};
	const scene = {
		assigned: await find("батареи еле тёплые"),
		writing: await find("горячей воды с понедельника"),
		approval: await find("свет мигает каждый вечер"),
		returned: await find("квитанция за отопление"),
		answered: await find("прорвало трубу на углу"),
		outside: await find("лифт в третьем подъезде"),
		told: await find("муж на СВО"),
	};
	await answerAll(system, scene);
	await speakPastTheDesk(system, scene.outside);
	system.network.emit(city, "wall_reply_new", { object: "без номера и автора" });
	await until(async () => (await ask<DeliveryPage>(system, "GET", "/deliveries")).items.length > 0);
	return scene;
}

/** Residents wrote during the past days, so that deadlines are near, far and over. */
function writeMessages(system: System): void {
	const now = Math.floor(Date.now() / 1000);
	told.forEach((text, index) => {
		const author = { id: 900_000 + index, name: "Житель" };
		system.network.writeComment({ groupId: housing, postId: 1, author, text, date: now - (index + 1) * hour });
	});
	demoMessages.forEach(({ pageExternalId, post, text }, index) => {
		system.network.writeComment({
			groupId: Number(pageExternalId),
			postId: post + 1,
			author: { id: 800_000 + index, name: "Житель" },
			text,
			date: now - Math.floor(((index * 37) % 60) * hour + (index % 7) * 420),
		});
	});
}

async function answerAll(system: System, scene: Scene): Promise<void> {
	await draft(
		system,
		scene.writing,
		"Здравствуйте! Горячую воду на Заводской, 8 отключили в связи с аварией на вводе, в настоящее время производятся работы. [имя мастера] на месте, по срокам звоните +7 912 345-67-89.",
	);
	const approval = await draft(
		system,
		scene.approval,
		"Здравствуйте! Провода на Степной старые, напряжение падает вечером, когда нагрузка больше.\n\nВ четверг бригада районных сетей заменит вводы к домам и перераспределит фазы. Если после четверга свет продолжит мигать, напишите здесь: проверим вместе с вами.",
	);
	await submit(system, scene.approval, approval);
	const returned = await draft(system, scene.returned, "Здравствуйте! Ваш вопрос рассмотрен, начисления верны.");
	await submit(system, scene.returned, returned);
	const { reply } = await readCase(system, scene.returned);
	await ask(system, "POST", `/cases/${scene.returned}/reply/return`, {
		revision: reply?.revision,
		reason: "Житель спрашивает, почему вдвое больше. Объясните расчёт и скажите, куда прийти за перерасчётом.",
	});
	const answered = await draft(
		system,
		scene.answered,
		"Здравствуйте! Течь на углу Мира и Лесной закрыли в 11:40, лёд с дороги уберут сегодня до 16:00.",
	);
	await submit(system, scene.answered, answered);
	await approveBySecond(system, scene.answered);
}

const author = "executor-housing";

async function draft(system: System, id: number, text: string): Promise<number> {
	const { case: row } = await readCase(system, id);
	if (row.status === "new")
		await ask(system, "POST", `/cases/${id}/actions`, {
			action: "assign",
			agencyId: row.agencyId,
			version: row.version,
		});
	const { case: assigned } = await readCase(system, id);
	await ask(system, "POST", `/cases/${id}/actions`, { action: "accept", version: assigned.version }, author);
	const saved = await ask<CaseDetail>(system, "PUT", `/cases/${id}/reply`, { text, revision: null }, author);
	return saved.reply?.revision ?? 0;
}

const submit = (system: System, id: number, revision: number) =>
	ask(system, "POST", `/cases/${id}/reply/submit`, { revision, requestKey: `scene-${id}-${revision}` }, author);

async function approveBySecond(system: System, id: number): Promise<void> {
	const { reply } = await readCase(system, id);
	await ask(system, "POST", `/cases/${id}/reply/approve`, { revision: reply?.revision }, "approver-housing");
	await until(async () => (await readCase(system, id)).case.status === "answered");
}

/** A colleague answered in the network itself. */
async function speakPastTheDesk(system: System, id: number): Promise<void> {
	const { messages } = await readCase(system, id);
	const found = /wall-(\d+)_(\d+).*?reply=(\d+)/.exec(messages[0]?.url ?? "");
	const [groupId, postId, commentId] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
	system.network.emit(groupId, "wall_reply_new", {
		id: commentId + 5000,
		from_id: -groupId,
		owner_id: -groupId,
		post_owner_id: -groupId,
		post_id: postId,
		date: Math.floor(Date.now() / 1000),
		text: "Здравствуйте, заявку передали лифтовой компании.",
		parents_stack: [commentId],
		reply_to_comment: commentId,
	});
	await until(async () => (await readCase(system, id)).case.hasOutsideAnswer);
}

const newest = async (system: System) =>
	(await ask<CasePage>(system, "GET", "/cases?view=all&sort=newest&limit=100")).items;

async function until(isTrue: () => Promise<boolean>): Promise<void> {
	for (let left = 150; left > 0; left--) {
		if (await isTrue()) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error("the scene did not come about");
}
