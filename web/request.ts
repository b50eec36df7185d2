import type { Problem } from "./api.ts";

/** What the server refused, or that it could not be reached ("offline"): screens turn the code into words. */
export class RequestError extends Error {
	readonly code: Problem["code"] | "offline";
	readonly status: number;
	readonly details: Record<string, unknown>;
	readonly requestId: string | null;
	constructor(code: Problem["code"] | "offline", status: number, problem?: Partial<Problem>) {
		super(code);
		this.name = "RequestError";
		this.code = code;
		this.status = status;
		this.details = problem?.details ?? {};
		this.requestId = problem?.requestId ?? null;
	}
}

type Listener = (error: RequestError | null) => void;
const listeners = new Set<Listener>();

/** Tells `listener` the outcome of every request: null for an answer, the error for a refusal or silence. */
export function onOutcome(listener: Listener): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

function report(error: RequestError | null): void {
	for (const listener of listeners) listener(error);
}

async function refusal(response: Response): Promise<RequestError> {
	const problem: Partial<Problem> = await response.json().catch(() => ({}));
	const isGateway = response.status === 502 || response.status === 504;
	return new RequestError(problem.code ?? (isGateway ? "offline" : "internal"), response.status, problem);
}

/**
 * One call of the API.
 * @throws RequestError
 */
export async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
	let response: Response;
	try {
		response = await fetch(`/api${path}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
			...(signal ? { signal } : {}),
		});
	} catch (error) {
		if (signal?.aborted) throw error;
		const offline = new RequestError("offline", 0);
		report(offline);
		throw offline;
	}
	if (!response.ok) {
		const error = await refusal(response);
		report(error);
		throw error;
	}
	report(null);
	return (response.status === 204 ? undefined : await response.json()) as T;
}

/** `{ a: 1, b: undefined }` → "?a=1" */
export function queryString(values: Record<string, string | number | undefined>): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(values))
		if (value !== undefined && value !== "") search.set(name, String(value));
	const text = search.toString();
	return text ? `?${text}` : "";
}
