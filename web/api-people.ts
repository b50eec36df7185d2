import type * as people from "../src/http/contract-people.ts";
import type * as load from "../src/http/contract-people-import.ts";
import { queryString, request } from "./api.ts";

/** People, roles and one's own account: types of the contract, and a function per route. */

export type Person = people.Person;
export type PersonDetail = people.PersonDetail;
export type SavePerson = people.SavePerson;
export type AddPerson = people.AddPerson;
export type Role = people.Role;
export type SaveRole = people.SaveRole;
export type Account = people.Account;
export type OwnSession = people.OwnSession;
export type PeoplePreview = load.PeoplePreview;
export type ImportedPeople = load.ImportedPeople;
export type PeopleFilter = { q: string; agencyId: string; role: string; state: "on" | "off" | "all" };

export const peopleApi = {
	list: (filter: PeopleFilter, cursor?: string) =>
		request<people.PersonPage>("GET", `/people${queryString({ ...filter, cursor })}`),
	person: (id: number) => request<PersonDetail>("GET", `/people/${id}`),
	add: (person: AddPerson) => request<people.AddedPerson>("POST", "/people", person),
	save: (id: number, person: SavePerson) => request<PersonDetail>("PUT", `/people/${id}`, person),
	switchOff: (id: number, toStaffId: number | null) =>
		request<people.SwitchedOff>("POST", `/people/${id}/off`, { toStaffId }),
	switchOn: (id: number) => request<PersonDetail>("POST", `/people/${id}/on`),
	resetPassword: (id: number) => request<{ password: string }>("POST", `/people/${id}/password`),
	endSessions: (id: number) => request<{ ended: number }>("DELETE", `/people/${id}/sessions`),
	resetFactor: (id: number) => request<void>("DELETE", `/people/${id}/second-factor`),
	previewImport: (file: File) => request<load.PeoplePreview>("POST", "/people/import/preview", file),
	importPeople: (file: File, print: string) =>
		request<load.ImportedPeople>("POST", `/people/import${queryString({ print })}`, file),

	roles: () => request<people.RoleList>("GET", "/roles"),
	addRole: (role: SaveRole) => request<people.RoleList>("POST", "/roles", role),
	saveRole: (code: string, role: SaveRole) =>
		request<people.RoleList>("PUT", `/roles/${encodeURIComponent(code)}`, role),
	removeRole: (code: string) => request<people.RoleList>("DELETE", `/roles/${encodeURIComponent(code)}`),
};

export const accountApi = {
	account: () => request<Account>("GET", "/account"),
	changePassword: (current: string, next: string) => request<void>("PUT", "/account/password", { current, next }),
	sessions: () => request<people.OwnSessionList>("GET", "/account/sessions"),
	endSession: (id: number) => request<void>("DELETE", `/account/sessions/${id}`),
	endOthers: () => request<void>("DELETE", "/account/sessions"),
	offerFactor: (password: string) => request<people.FactorOffer>("POST", "/account/second-factor", { password }),
	turnFactorOn: (code: string) => request<people.RecoveryCodes>("PUT", "/account/second-factor", { code }),
	turnFactorOff: (password: string) => request<void>("POST", "/account/second-factor/off", { password }),
	renewCodes: (password: string) => request<people.RecoveryCodes>("POST", "/account/recovery-codes", { password }),
};
