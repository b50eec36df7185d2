import { createGuard } from "../src/http/form/guard.ts";
import { createSigner } from "../src/http/signed.ts";
import { formPageId } from "./public-desk.ts";
import { secretKey } from "./region.ts";

/** What residents and programs do with a form, by HTTP. */
let lastAddress = 0;
/** a resident at an address of their own */
export const newAddress = (): string => `203.0.${Math.floor(++lastAddress / 250)}.${lastAddress % 250}`;

export type Sent = Record<string, string | Blob | Blob[]>;
export const photo = (bytes: Buffer, name = "photo.png"): Blob => new File([new Uint8Array(bytes)], name);
export const png = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);

export type FormClient = {
	open: (path: string, init?: RequestInit) => Promise<Response>;
	send: (fields: Sent, path?: string, address?: string) => Promise<Response>;
};

export function openFormClient(url: string): FormClient {
	const open: FormClient["open"] = (path, init = {}) => fetch(url + path, { redirect: "manual", ...init });
	return {
		open,
		send: async (fields, path = "/f/town", address = newAddress()) => {
			const body = new FormData();
			for (const [name, value] of Object.entries(fields))
				for (const one of [value].flat())
					if (typeof one === "string") body.append(name, one);
					else body.append(name, one);
			return open(path, { method: "POST", body, headers: { "x-forwarded-for": address } });
		},
	};
}
export const tokenOf = (page: string): string => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? "";
export const valueOf = (page: string, name: string): string =>
	new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1] ?? "";

const guard = createGuard(createSigner(secretKey));
/** The mark of a form that was opened a minute ago. */
export const openedForm = (): string => guard.openForm(formPageId, Date.now() - 60_000);
