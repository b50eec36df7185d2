import { setTimeout } from "node:timers/promises";
import type { Me } from "../../src/http/contract.ts";
import type { CaseDetail } from "../../src/http/contract-case.ts";
import type { CasePage } from "../../src/http/contract-queue.ts";

type Answer<T> = { status: number; body: T };

/** A person at the desk who goes on through every outage, as people do: tries again until it works. */
export type Official = { me: Me; call: <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>> };

export async function signIn(url: string, login: string, password: string): Promise<Official> {
	const headers = { origin: url, "content-type": "application/json" };
	const send = async (method: string, path: string, body: unknown, cookie = ""): Promise<Response> => {
		for (;;) {
			try {
				const response = await fetch(`${url}/api${path}`, {
					method,
					headers: { ...headers, cookie },
					signal: AbortSignal.timeout(10_000),
					...(body !== undefined && { body: JSON.stringify(body) }),
				});
				if (response.status < 500) return response;
			} catch {
				// the server is away: it comes back
			}
			await setTimeout(150);
		}
	};
	const response = await send("POST", "/session", { login, password });
	if (response.status !== 200) throw new Error(`${login} could not sign in: ${await response.text()}`);
	const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
	const me = (await response.json()) as Me;
	return {
		me,
		call: async (method, path, body) => {
			const answer = await send(method, path, body, cookie);
			return { status: answer.status, body: await answer.json() };
		},
	};
}

/**
 * Brings one case from where it stands to an approved answer. A step whose answer got lost is seen in the case itself.
 * @returns false when the case ended otherwise
 */
export async function answerCase(
	executor: Official,
	approver: Official,
	caseId: number,
	text: string,
): Promise<boolean> {
	for (let step = 0; step < 60; step++) {
		const { status, body } = await executor.call<CaseDetail>("GET", `/cases/${caseId}`);
		if (status !== 200) return false;
		const { reply, case: found } = body;
		if (["readyToPublish", "answered", "interimPublished", "closed"].includes(found.status)) return true;
		if (reply?.status === "submitted")
			await approver.call("POST", `/cases/${caseId}/reply/approve`, { revision: reply.revision });
		else if (reply?.status === "draft" && reply.text === text)
			await executor.call("POST", `/cases/${caseId}/reply/submit`, {
				revision: reply.revision,
				requestKey: `case-${caseId}-${reply.revision}`,
			});
		else await executor.call("PUT", `/cases/${caseId}/reply`, { text, revision: reply?.revision ?? null });
	}
	return false;
}

/** Some open cases of each channel, so that both kinds of networks get answers. */
export async function openCases(official: Official, channels: string[]): Promise<number[]> {
	const ids: number[] = [];
	for (const channel of channels) {
		const { body } = await official.call<CasePage>(
			"GET",
			`/cases?view=open&status=assigned&channel=${channel}&limit=5`,
		);
		ids.push(...(body.items ?? []).map((item) => item.id));
	}
	return ids;
}
