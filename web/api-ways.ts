import type * as ways from "../src/http/contract-sign-in.ts";
import { type Me, request } from "./api.ts";

/** Signing in by a passkey or an organisation, and what is set up for it. */

export type SignInWays = ways.SignInWays;
export type SignInTrouble = ways.SignInTrouble;
export type OwnWays = ways.OwnWays;
export type Provider = ways.Provider;
export type AddProvider = ways.AddProvider;
export type SaveProvider = ways.SaveProvider;
export type CheckedProvider = ways.CheckedProvider;
export type LinkedPerson = ways.LinkedPeople["items"][number];

export const signInApi = {
	ways: () => request<SignInWays>("GET", "/sign-in/ways"),
	beginAtProvider: (id: number, next: string | null) =>
		request<{ url: string }>("POST", `/sign-in/providers/${id}`, { next }),
	enterByCode: (code: string) => request<Me>("POST", "/sign-in/code", { code }),
	passkeyOptions: () => request<ways.PasskeyOptions>("POST", "/sign-in/passkey/options"),
	enterByPasskey: (answer: object) => request<Me>("POST", "/sign-in/passkey", answer),

	own: () => request<OwnWays>("GET", "/account/ways"),
	offerPasskey: (password: string) => request<ways.PasskeyOptions>("POST", "/account/passkeys/options", { password }),
	addPasskey: (name: string, answer: object) => request<{ id: number }>("POST", "/account/passkeys", { name, answer }),
	namePasskey: (id: number, name: string) => request<void>("PUT", `/account/passkeys/${id}`, { name }),
	removePasskey: (id: number, password: string) =>
		request<void>("POST", `/account/passkeys/${id}/remove`, { password }),
	beginLinking: (id: number, password: string) =>
		request<{ url: string }>("POST", `/account/providers/${id}`, { password }),
	unlink: (id: number) => request<void>("DELETE", `/account/providers/${id}`),

	providers: () => request<ways.ProviderList>("GET", "/sign-in-providers"),
	addProvider: (provider: AddProvider) => request<{ id: number }>("POST", "/sign-in-providers", provider),
	saveProvider: (id: number, provider: SaveProvider) => request<void>("PUT", `/sign-in-providers/${id}`, provider),
	removeProvider: (id: number) => request<void>("DELETE", `/sign-in-providers/${id}`),
	checkProvider: (id: number) => request<CheckedProvider>("POST", `/sign-in-providers/${id}/check`),
	linked: (id: number) => request<ways.LinkedPeople>("GET", `/sign-in-providers/${id}/people`),
	linkPerson: (id: number, staffId: number, subject: string) =>
		request<void>("PUT", `/sign-in-providers/${id}/people/${staffId}`, { subject }),
	unlinkPerson: (id: number, staffId: number) => request<void>("DELETE", `/sign-in-providers/${id}/people/${staffId}`),
};
