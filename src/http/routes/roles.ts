import { addRole, removeRole, saveRole } from "../../access/manage-roles.ts";
import { caseScope } from "../../access/permissions.ts";
import type { Caller } from "../../access/permissions.ts";
import { listRoles } from "../../access/reads-roles.ts";
import type { Db } from "../../db/database.ts";
import { beyondGrant } from "../../domain/grant.ts";
import { RoleList, RoleParams, SaveRole } from "../contract-people.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["staff.manage"] as const };
const response = { 200: RoleList };

export const roleRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/roles",
		config,
		schema: { summary: "Roles and what they allow", response },
		handler: (request) => shown(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/roles",
		config,
		schema: { summary: "Add a role of the region's own", body: SaveRole, response },
		handler: async (request) => {
			await addRole(db, callerOf(request), request.body);
			return shown(db, callerOf(request));
		},
	});

	api.route({
		method: "PUT",
		url: "/roles/:code",
		config,
		schema: { summary: "Change a role for everybody who has it", params: RoleParams, body: SaveRole, response },
		handler: async (request) => {
			await saveRole(db, callerOf(request), request.params.code, request.body);
			return shown(db, callerOf(request));
		},
	});

	api.route({
		method: "DELETE",
		url: "/roles/:code",
		config,
		schema: { summary: "Remove a role that nobody has", params: RoleParams, response },
		handler: async (request) => {
			await removeRole(db, callerOf(request), request.params.code);
			return shown(db, callerOf(request));
		},
	});
};

async function shown(db: Db, caller: Caller) {
	const granter = { permissions: caller.permissions, isRegional: caseScope(caller) === null };
	const rows = await listRoles(db, caller.regionId);
	return { items: rows.map((role) => ({ ...role, isGivable: beyondGrant(granter, role.permissions).length === 0 })) };
}
