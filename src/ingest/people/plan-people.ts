import { plainLogin } from "../../access/sign-in.ts";
import type { PeopleRow } from "./read-people-file.ts";

/** Why a row is not taken; words in `web/locales`. */
export const rowTroubles = [
	"login-missing",
	"login-bad",
	"login-twice",
	"login-taken",
	"name-missing",
	"name-long",
	"formula",
	"agency-unknown",
	"role-unknown",
	"rights-beyond-own",
	"self",
	"too-many-new",
] as const;
export type RowTrouble = (typeof rowTroubles)[number];

type Fields = { name: string; agencyId: number | null; roles: string[] };
export type KnownPerson = Fields & { id: number };
export type RowPlan = {
	line: number;
	login: string;
	kind: "new" | "changed" | "same" | "refused";
	/** what is wrong, or which fields change */
	troubles: RowTrouble[];
	changes: ("name" | "agency" | "roles")[];
	/** as it will be; of a refused row what the file says */
	name: string;
	order: Fields | null;
	id: number | null;
};

/** What a row is compared with; names are looked up as people write them. */
export type PeopleGround = {
	selfId: number;
	known: ReadonlyMap<string, KnownPerson>;
	/** logins of people elsewhere and of programs */
	taken: ReadonlySet<string>;
	agencies: ReadonlyMap<string, number | null>;
	roles: ReadonlyMap<string, string>;
	/** whose rights the caller may give or change: by role */
	givable: ReadonlySet<string>;
};

/** More passwords at once would keep a server busy for too long. */
export const mostNewPeople = 300;
const loginShape = /^[\p{L}\d][\p{L}\d._@-]{2,59}$/u;
/** A spreadsheet that opens such a text again would run it. */
const formula = /^[=+@\t\r-]/;

export const plainWord = (text: string): string =>
	text.normalize("NFKC").trim().toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ");

/** What each row of a file would do: pure, so that a preview and the doing of it cannot differ. */
export function planPeople(rows: readonly PeopleRow[], ground: PeopleGround): RowPlan[] {
	const seen = new Set<string>();
	let fresh = 0;
	return rows.map((row) => {
		const login = plainLogin(row.cells.login ?? "");
		const plan = planRow(row, login, ground);
		if (login && seen.has(login)) plan.troubles.push("login-twice");
		seen.add(login);
		if (plan.kind === "new" && plan.troubles.length === 0 && ++fresh > mostNewPeople)
			plan.troubles.push("too-many-new");
		return plan.troubles.length > 0 ? { ...plan, kind: "refused", changes: [], order: null } : plan;
	});
}

function planRow({ line, cells }: PeopleRow, login: string, ground: PeopleGround): RowPlan {
	const known = ground.known.get(login);
	const troubles = [...loginTroubles(login, ground), ...cellTroubles(cells)];
	const name = cells.name || known?.name || "";
	if (!name) troubles.push("name-missing");
	if (name.length > 200) troubles.push("name-long");
	const agencyId = agencyOf(cells.agency, known, ground);
	if (agencyId === undefined) troubles.push("agency-unknown");
	const roles = rolesOf(cells.roles, known, ground);
	if (!roles) troubles.push("role-unknown");
	const order = { name, agencyId: agencyId ?? null, roles: roles ?? [] };
	const changes = known ? changesOf(known, order) : [];
	if (known && changes.length > 0 && known.id === ground.selfId) troubles.push("self");
	const isTouched = !known || changes.length > 0;
	const rights = new Set([...order.roles, ...(known?.roles ?? [])]);
	if (isTouched && [...rights].some((code) => !ground.givable.has(code))) troubles.push("rights-beyond-own");
	const kind = known ? (changes.length > 0 ? "changed" : "same") : "new";
	return { line, login, kind, troubles, changes, name, order, id: known?.id ?? null };
}

function loginTroubles(login: string, { taken }: PeopleGround): RowTrouble[] {
	if (!login) return ["login-missing"];
	if (!loginShape.test(login)) return ["login-bad"];
	return taken.has(login) ? ["login-taken"] : [];
}

const cellTroubles = (cells: PeopleRow["cells"]): RowTrouble[] =>
	Object.values(cells).some((cell) => formula.test(cell)) ? ["formula"] : [];

/** @returns undefined when there is no such agency */
function agencyOf(cell: string | undefined, known: KnownPerson | undefined, ground: PeopleGround) {
	if (cell === undefined) return known?.agencyId ?? null;
	return cell === "" ? null : ground.agencies.get(plainWord(cell));
}

/** @returns null when one of them is not there */
function rolesOf(cell: string | undefined, known: KnownPerson | undefined, { roles }: PeopleGround): string[] | null {
	if (cell === undefined) return known?.roles ?? [];
	const codes = cell.split(/[,;]/).filter((one) => one.trim() !== "");
	const found = codes.map((one) => roles.get(plainWord(one)));
	if (found.includes(undefined)) return null;
	return [...new Set(found as string[])].sort();
}

function changesOf(known: KnownPerson, order: Fields): RowPlan["changes"] {
	const changes: RowPlan["changes"] = [];
	if (known.name !== order.name) changes.push("name");
	if (known.agencyId !== order.agencyId) changes.push("agency");
	if (known.roles.join() !== order.roles.join()) changes.push("roles");
	return changes;
}
