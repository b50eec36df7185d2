import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { permissions } from "../src/domain/permission.ts";
import type { AddedPerson, PersonDetail, PersonPage, RoleList } from "../src/http/contract-people.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let admin: string;
let head: string;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
	head = await addPerson(desk, 2020, 1, ["staff.manage", "case.read.agency", "case.work", "reply.write"]);
});
afterAll(() => desk.close());

const call = (method: string, path: string, body?: unknown, as = admin) =>
	desk.call(method, path, { as, ...(body !== undefined && { body }) });
const json = async <T>(response: Response, status = 200): Promise<T> => {
	expect(response.status, await response.clone().text()).toBe(status);
	return (await response.json()) as T;
};
const refused = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const signInAs = (login: string, password: string) => desk.call("POST", "/api/session", { body: { login, password } });
const add = async (login: string, change: object = {}, as = admin) =>
	json<AddedPerson>(
		await call(
			"POST",
			"/api/people",
			{ login, name: `Name of ${login}`, agencyId: 1, roles: ["agency"], ...change },
			as,
		),
		201,
	);
const auditOf = async (type: string) =>
	(await sql<{ data: object }>`select data from audit_event where type = ${type} order by id desc`.execute(desk.db))
		.rows;

describe("people", () => {
	test("one is added, signs in with the password shown once, and does nothing before choosing another", async () => {
		const { id, password } = await add("New.Person");
		const entered = await signInAs("new.person", password);
		expect((await json<{ owes: string }>(entered)).owes).toBe("password");
		const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0]!;
		const early = await call("GET", "/api/cases", undefined, cookie);
		expect([early.status, await refused(early)]).toEqual([403, "sign-in-unfinished"]);
		const change = (next: string) => call("PUT", "/api/account/password", { current: password, next }, cookie);
		expect(await refused(await change("password2026"))).toBe("password-weak");
		expect(await refused(await change("new.person-1"))).toBe("password-weak");
		expect((await change("three unrelated words")).status).toBe(204);
		expect((await call("GET", "/api/cases", undefined, cookie)).status).toBe(200);
		expect(JSON.stringify([await auditOf("person-added"), await auditOf("password-changed")])).not.toContain(password);
		const { person } = await json<PersonDetail>(await call("GET", `/api/people/${id}`));
		expect(person).toMatchObject({ login: "new.person", mustChangePassword: false, lastSeenAt: expect.any(String) });
	});

	test("are found by words of name or login, by agency, role and state, page by page", async () => {
		await add("finder-a", { name: "Заречная Анна" });
		await add("finder-b", { name: "Заречный Пётр", agencyId: 2 });
		const find = async (query: string) => json<PersonPage>(await call("GET", `/api/people?${query}`));
		const found = await find(`q=${encodeURIComponent("зареч анна")}`);
		expect(found.items.map(({ login }) => login)).toEqual(["finder-a"]);
		expect((await find("q=finder&agencyId=2")).items.map(({ login }) => login)).toEqual(["finder-b"]);
		expect((await find("q=finder&role=curator")).count).toBe(0);
		// what a pattern of the database means is a plain sign here
		expect((await find("q=%25")).count).toBe(0);
		const first = await find("q=finder&limit=1");
		const second = await find(`q=finder&limit=1&cursor=${first.nextCursor}`);
		expect([first.count, first.items[0]?.login, second.items[0]?.login]).toEqual([2, "finder-a", "finder-b"]);
	});

	test("keep their logins apart, whatever the capitals", async () => {
		await add("taken");
		const again = { login: " TAKEN ", name: "x", agencyId: null, roles: [] };
		expect(await refused(await call("POST", "/api/people", again))).toBe("login-taken");
		for (const login of ["", "a", "with space", "<script>", "x".repeat(61), "nul\u0000l"])
			expect((await call("POST", "/api/people", { ...again, login })).status).toBe(400);
		for (const change of [{ agencyId: 999 }, { roles: ["no-such"] }, { roles: ["agency", "no-such"] }])
			expect((await call("POST", "/api/people", { ...again, login: "unborn", ...change })).status).toBe(422);
	});

	test("switched off are out at once, and their work goes to another", async () => {
		const { id, password } = await add("leaver");
		const { id: next } = await add("successor");
		const cookie = ((await signInAs("leaver", password)).headers.get("set-cookie") ?? "").split(";")[0]!;
		const [mine, far] = [await desk.openCase(1), await desk.openCase(2)];
		await sql`update "case" set assignee_id = ${id} where id in (${mine}, ${far})`.execute(desk.db);
		const detail = await json<PersonDetail>(await call("GET", `/api/people/${id}`));
		expect(detail).toMatchObject({ work: { taken: 2, owned: 0 }, sessions: 1 });
		const off = (toStaffId: number) => call("POST", `/api/people/${id}/off`, { toStaffId });
		for (const unfit of [id, 9999]) expect(await refused(await off(unfit))).toBe("work-not-transferable");
		expect(await json(await off(next))).toEqual({ handed: 1, freed: 1 });
		expect((await call("GET", "/api/session", undefined, cookie)).status).toBe(401);
		expect(await refused(await signInAs("leaver", password))).toBe("sign-in-failed");
		const { rows } = await sql<{ assignee_id: number | null }>`
			select assignee_id from "case" where id in (${mine}, ${far}) order by id`.execute(desk.db);
		expect(rows.map((row) => row.assignee_id)).toEqual([next, null]);
		expect((await call("POST", `/api/people/${id}/on`)).status).toBe(200);
		expect((await signInAs("leaver", password)).status).toBe(200);
	});

	test("get another password and are signed out everywhere", async () => {
		const { id, password } = await add("forgetful");
		const cookie = ((await signInAs("forgetful", password)).headers.get("set-cookie") ?? "").split(";")[0]!;
		const given = await json<{ password: string }>(await call("POST", `/api/people/${id}/password`));
		expect((await call("GET", "/api/session", undefined, cookie)).status).toBe(401);
		expect((await signInAs("forgetful", password)).status).toBe(401);
		expect((await signInAs("forgetful", given.password)).status).toBe(200);
		expect(await json(await call("DELETE", `/api/people/${id}/sessions`))).toEqual({ ended: 1 });
	});

	test("of a program or another region are nobody here", async () => {
		await sql`insert into region (id, code, name, time_zone) values (2, 'far', 'Far', 'Europe/Moscow') on conflict do nothing`.execute(
			desk.db,
		);
		await sql`insert into staff (region_id, id, login, name, password_hash) values (2, 77, 'far', 'Far', '-')`.execute(
			desk.db,
		);
		await sql`insert into staff (region_id, id, login, name, password_hash, is_service) values (1, 78, 's', 'S', '-', true)`.execute(
			desk.db,
		);
		for (const id of [77, 78, 9999]) {
			expect((await call("GET", `/api/people/${id}`)).status).toBe(404);
			expect((await call("POST", `/api/people/${id}/password`)).status).toBe(404);
			expect((await call("POST", `/api/people/${id}/off`, {})).status).toBe(404);
		}
	});
});

describe("nobody", () => {
	test("changes themselves, or takes the last administrator away", async () => {
		expect(await refused(await call("PUT", "/api/people/5", { name: "x", agencyId: null, roles: [] }))).toBe(
			"person-is-self",
		);
		expect(await refused(await call("POST", "/api/people/5/off", {}))).toBe("person-is-self");
		const { id, password } = await add("second-admin", { agencyId: null, roles: ["admin"] });
		await sql`update staff set must_change_password = false where id = ${id}`.execute(desk.db);
		const second = ((await signInAs("second-admin", password)).headers.get("set-cookie") ?? "").split(";")[0]!;
		// both at once: whoever comes second would leave nobody
		const answers = await Promise.all([
			call("POST", `/api/people/${id}/off`, {}),
			call("POST", "/api/people/5/off", {}, second),
		]);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
		const { rows } = await sql`select from staff where id in (5, ${id}) and is_active`.execute(desk.db);
		expect(rows).toHaveLength(1);
		await sql`update staff set is_active = id = 5 where id in (5, ${id})`.execute(desk.db);
		admin = await desk.signIn("login-5");
	});

	test("of an agency manages people elsewhere, or gives rights they do not have", async () => {
		const { id } = await add("colleague", { roles: [] }, head);
		const save = (change: object) =>
			call("PUT", `/api/people/${id}`, { name: "x", agencyId: 1, roles: [], ...change }, head);
		expect((await save({})).status).toBe(200);
		expect(await refused(await save({ roles: ["agency"] }))).toBe("rights-beyond-own");
		expect(await refused(await save({ agencyId: 2 }))).toBe("agency-unknown");
		expect(await refused(await save({ agencyId: null }))).toBe("agency-unknown");
		// somebody with more rights than one's own is beyond reach: a new password would lend them
		expect(await refused(await call("POST", "/api/people/3/password", undefined, head))).toBe("rights-beyond-own");
		expect((await call("POST", "/api/people/4/password", undefined, head)).status).toBe(404);
		expect((await call("POST", "/api/people/5/password", undefined, head)).status).toBe(404);
		const listed = await json<PersonPage>(await call("GET", "/api/people?state=all", undefined, head));
		expect(new Set(listed.items.map(({ agencyId }) => agencyId))).toEqual(new Set([1]));
		expect(
			(
				await call(
					"POST",
					"/api/roles",
					{ titleRu: "x", titleEn: "x", permissions: ["case.work"], needsSecondFactor: false },
					head,
				)
			).status,
		).toBe(403);
		const curator = await desk.signIn("login-1");
		for (const path of ["/api/people", "/api/people/2", "/api/roles"])
			expect((await call("GET", path, undefined, curator)).status).toBe(403);
	});
});

describe("roles", () => {
	const order = { titleRu: "Своя", titleEn: "Own", permissions: ["case.read.agency"], needsSecondFactor: false };

	test("of the region's own are added, changed and removed while nobody has them", async () => {
		const list = await json<RoleList>(await call("POST", "/api/roles", order));
		const { code } = list.items.find(({ titleRu }) => titleRu === "Своя")!;
		const { id } = await add("holder", { roles: [code] });
		const wider = { ...order, permissions: ["case.read.agency", "case.work"] };
		expect((await call("PUT", `/api/roles/${code}`, wider)).status).toBe(200);
		expect(await refused(await call("DELETE", `/api/roles/${code}`))).toBe("role-in-use");
		await call("PUT", `/api/people/${id}`, { name: "x", agencyId: 1, roles: [] });
		expect((await call("DELETE", `/api/roles/${code}`)).status).toBe(200);
		expect((await call("DELETE", `/api/roles/${code}`)).status).toBe(404);
		for (const wrong of [
			{ permissions: [] },
			{ permissions: ["all"] },
			{ titleRu: "  " },
			{ titleEn: "x".repeat(101) },
		])
			expect((await call("POST", "/api/roles", { ...order, ...wrong })).status).toBe(400);
	});

	test("that came with the program keep their rights, and may demand a second factor", async () => {
		await sql`update role set is_built_in = true where code = 'curator'`.execute(desk.db);
		const { items } = await json<RoleList>(await call("GET", "/api/roles"));
		const { titleRu, titleEn, permissions: rights } = items.find(({ code }) => code === "curator")!;
		const curator = { titleRu, titleEn, permissions: rights, needsSecondFactor: true };
		expect(await refused(await call("PUT", "/api/roles/curator", { ...curator, permissions: ["case.work"] }))).toBe(
			"role-built-in",
		);
		expect(await refused(await call("DELETE", "/api/roles/curator"))).toBe("role-built-in");
		expect((await call("PUT", "/api/roles/curator", curator)).status).toBe(200);
		const cookie = await desk.signIn("login-1");
		expect(await refused(await call("GET", "/api/cases", undefined, cookie))).toBe("sign-in-unfinished");
		expect((await call("GET", "/api/account", undefined, cookie)).status).toBe(200);
		expect((await call("PUT", "/api/roles/curator", { ...curator, needsSecondFactor: false })).status).toBe(200);
	});

	test("of one's own grow by nothing one does not have, and the last administrator's keeps its right", async () => {
		const all = {
			titleRu: "Администратор",
			titleEn: "Administrator",
			permissions: [...permissions],
			needsSecondFactor: false,
		};
		const less = permissions.filter((one) => one !== "staff.manage");
		expect(await refused(await call("PUT", "/api/roles/admin", { ...all, permissions: less }))).toBe(
			"last-administrator",
		);
		const few = permissions.filter((one) => one !== "case.work");
		expect((await call("PUT", "/api/roles/admin", { ...all, permissions: few })).status).toBe(200);
		expect(await refused(await call("PUT", "/api/roles/admin", all))).toBe("rights-beyond-own");
	});
});
