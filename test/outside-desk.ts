import { afterAll, beforeAll } from "vitest";
import { housing, openAgenciesDesk } from "./agencies-desk.ts";
import type { AgenciesDesk } from "./agencies-desk.ts";

/** A desk that knows a company, and the page of its links as a browser without scripts sees it. */
export let given: AgenciesDesk;
let partyId: number;

export function useOutsideDesk(change: Parameters<typeof openAgenciesDesk>[0] = {}): void {
	beforeAll(async () => {
		given = await openAgenciesDesk(change);
		const party = { name: "УК «Уют»", kind: "management-company" };
		const { body } = await given.ask("owner", "POST", "/api/outside-parties", party);
		partyId = body.items[0]!.id;
	});
	afterAll(() => given.desk.close());
}

export type Given = { caseId: number; taskId: number; path: string; token: string };

export async function openLink(text = "Нет воды", what = "Когда дадут воду?"): Promise<Given> {
	const caseId = await given.desk.openCase(housing, text);
	const order = { outsidePartyId: partyId, what, requestKey: `request-${caseId}` };
	const { body } = await given.ask("owner", "POST", `/api/cases/${caseId}/tasks`, order);
	const taskId = body.items[0]!.id;
	return { caseId, taskId, ...(await makeLink(caseId, taskId)) };
}

export async function makeLink(caseId: number, taskId: number) {
	const { body } = await given.ask("owner", "POST", `/api/cases/${caseId}/tasks/${taskId}/link`, {});
	const token = String(body.url).split("/t/")[1] ?? "";
	return { path: `/t/${token}`, token };
}

let address = 1;
export const newAddress = (): string => `10.${1 + Math.floor(++address / 250)}.${address % 250}.1`;

/** As a browser without scripts does, from an address of its own. */
export async function page(
	method: string,
	path: string,
	part?: string | Buffer | Record<string, string>,
	from = newAddress(),
	language = "",
) {
	const fields = typeof part === "string" ? { part } : part;
	const body = Buffer.isBuffer(fields) ? fields : fields && new URLSearchParams(fields).toString();
	const response = await fetch(given.desk.url + path, {
		method,
		headers: {
			"x-forwarded-for": from,
			"accept-language": language,
			...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
		},
		...(body !== undefined && { body: typeof body === "string" ? body : new Uint8Array(body) }),
	});
	return { status: response.status, headers: response.headers, text: await response.text() };
}
export const taskOf = async ({ caseId }: Given) =>
	(await given.ask("owner", "GET", `/api/cases/${caseId}/tasks`)).body.items[0]!;
