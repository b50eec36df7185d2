import { expect, test } from "vitest";
import { beyondGrant } from "./grant.ts";
import type { Permission } from "./permission.ts";

const granter = (isRegional: boolean, ...own: Permission[]) => ({ isRegional, permissions: new Set(own) });

test("who manages the people of a region gives rights of work they do not have, and no power that is not theirs", () => {
	const admin = granter(true, "staff.manage", "case.read.region");
	expect(beyondGrant(admin, ["case.work", "reply.approve", "personal.read", "staff.manage"])).toEqual([]);
	expect(beyondGrant(admin, ["audit.read", "personal.manage", "audit.read"])).toEqual([
		"audit.read",
		"personal.manage",
	]);
});

test("who manages an agency's own people gives what they have and nothing else", () => {
	const head = granter(false, "staff.manage", "case.read.agency", "reply.approve");
	expect(beyondGrant(head, ["case.read.agency", "reply.approve"])).toEqual([]);
	expect(beyondGrant(head, ["case.work", "case.read.region"])).toEqual(["case.work", "case.read.region"]);
});
