import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem } from "../demo/system.ts";
import type { System } from "../demo/system.ts";
import type { CaseDetail } from "../src/http/contract-case.ts";
import type { CasePage } from "../src/http/contract-queue.ts";
import { createTestDatabase } from "./database.ts";

let system: System;
let drop: () => Promise<void>;
const errors: unknown[] = [];

beforeAll(async () => {
	const database = await createTestDatabase();
	drop = database.drop;
	system = await startSystem({
		databaseUrl: database.url,
		secretKey: Buffer.alloc(32, 5),
		ladderSeconds: [0.05, 0.1, 0.2, 0.5, 1],
		onError: (error) => errors.push(error),
	});
});
afterAll(async () => {
	await system.stop();
	await drop();
});

type Session = {
	get: <T>(path: string) => Promise<T>;
	send: <T>(method: string, path: string, body: unknown) => Promise<T>;
};

async function signIn(login: string): Promise<Session> {
	const account = system.accounts.find((one) => one.login === login);
	const headers = { origin: system.url, "content-type": "application/json" };
	const answer = await fetch(`${system.url}/api/session`, {
		method: "POST",
		headers,
		body: JSON.stringify({ login, password: account?.password }),
	});
	expect(answer.status).toBe(200);
	const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
	const read = async (response: Response) => {
		const body = await response.json();
		if (!response.ok) throw Object.assign(new Error(JSON.stringify(body)), { body });
		return body;
	};
	return {
		get: async (path) => read(await fetch(`${system.url}/api${path}`, { headers: { cookie } })),
		send: async (method, path, body) =>
			read(
				await fetch(`${system.url}/api${path}`, {
					method,
					headers: { ...headers, cookie },
					body: JSON.stringify(body),
				}),
			),
	};
}

async function until<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
	for (let left = 100; ; left--) {
		const value = await read();
		if (isThere(value)) return value;
		if (left === 0) throw new Error(`did not come: ${JSON.stringify(value).slice(0, 500)}`);
		await setTimeout(100);
	}
}

const group = 930100007;

test("one message's way: from the page over the network's protocol to the answer in the thread", async () => {
	const text = "Второй день нет горячей воды на Лесной, дом без воды. Когда дадут?";
	const commentId = system.network.writeComment({
		groupId: group,
		postId: 1,
		author: { id: 4242, name: "Житель" },
		text,
	});
	const executor = await signIn("executor-housing");
	const approver = await signIn("approver-housing");
	const queue = await until(
		() => executor.get<CasePage>(`/cases?view=open&q=${encodeURIComponent("горячая вода")}`),
		(page) => page.items.length === 1,
	);
	const caseId = queue.items[0]?.id;
	const opened = await executor.get<CaseDetail>(`/cases/${caseId}`);
	expect(opened.case).toMatchObject({ status: "assigned", topicCode: "housing.no-water", channel: "vk" });
	expect(opened.due).toMatchObject({ workingMinutes: 240, timeZone: "Europe/Moscow" });
	expect(opened.due.ru).toMatch(/^4 рабочих часа от /);

	const answer = "Здравствуйте! Насос на Лесной заменят сегодня, горячая вода будет к 18:00.";
	const drafted = await executor.send<CaseDetail>("PUT", `/cases/${caseId}/reply`, { text: answer, revision: null });
	const submitted = await executor.send<CaseDetail>("POST", `/cases/${caseId}/reply/submit`, {
		revision: drafted.reply?.revision,
		requestKey: "a-key-of-this-click",
	});
	await expect(
		executor.send("POST", `/cases/${caseId}/reply/approve`, { revision: submitted.reply?.revision }),
	).rejects.toMatchObject({ body: { code: expect.stringMatching(/forbidden|reply-own-approval/) } });
	await approver.send("POST", `/cases/${caseId}/reply/approve`, { revision: submitted.reply?.revision });

	const published = await until(
		() => executor.get<CaseDetail>(`/cases/${caseId}`),
		(detail) => detail.earlierReplies[0]?.publication?.isSeen === true,
	);
	expect(published.case.status).toBe("answered");
	expect(published.messages.map((message) => [message.author, message.isOutside])).toEqual([
		["resident", false],
		["page", false],
	]);
	const thread = system.network.thread(group, 1);
	const own = thread.comments.filter((comment) => comment.fromId === -group);
	expect(own).toEqual([expect.objectContaining({ text: answer, replyTo: commentId })]);
	expect(errors).toEqual([]);
});

test("a connection that breaks after the network took the answer leaves one answer", async () => {
	const executor = await signIn("executor-housing");
	const approver = await signIn("approver-housing");
	system.network.faults.next("wall.createComment", { kind: "drop-after" });
	system.network.writeComment({
		groupId: group,
		postId: 2,
		author: { id: 4243, name: "Житель" },
		text: "Батареи холодные, отопления нет третий день",
	});
	const queue = await until(
		() => executor.get<CasePage>(`/cases?view=open&q=${encodeURIComponent("холодное отопление")}`),
		(page) => page.items.length === 1,
	);
	const caseId = queue.items[0]?.id;
	const drafted = await executor.send<CaseDetail>("PUT", `/cases/${caseId}/reply`, {
		text: "Тепло дадут к 20:00.",
		revision: null,
	});
	const submitted = await executor.send<CaseDetail>("POST", `/cases/${caseId}/reply/submit`, {
		revision: drafted.reply?.revision,
		requestKey: "another-key-of-a-click",
	});
	await approver.send("POST", `/cases/${caseId}/reply/approve`, { revision: submitted.reply?.revision });
	await until(
		() => executor.get<CaseDetail>(`/cases/${caseId}`),
		(detail) => detail.case.status === "answered",
	);
	await system.network.waitIdle();
	expect(system.network.thread(group, 2).comments.filter((comment) => comment.fromId === -group)).toHaveLength(1);
});
