import { z } from "zod";
import { permissions } from "../domain/permission.ts";

/** The shapes of people, roles and one's own account in the HTTP API. */

const time = z.iso.datetime();
const id = z.int().positive().max(2_147_483_647);
const line = (most: number) => z.string().trim().min(1).max(most);
const role = z.string().min(1).max(100);
const secret = z.string().min(1).max(200);

export const Person = z
	.object({
		id,
		login: z.string(),
		name: z.string(),
		/** null: the regional centre */
		agencyId: id.nullable(),
		roles: z.array(z.string()),
		isActive: z.boolean(),
		lastSeenAt: time.nullable(),
		hasSecondFactor: z.boolean(),
		/** somebody else knows the password until the person has chosen their own */
		mustChangePassword: z.boolean(),
	})
	.meta({ id: "Person" });
export const PersonQuery = z.object({
	q: z.string().max(200).optional(),
	/** 0: the regional centre */
	agencyId: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
	role: role.optional(),
	state: z.enum(["on", "off", "all"]).default("on"),
	cursor: z
		.string()
		.regex(/^\d{1,9}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const PersonPage = z
	.object({ items: z.array(Person), count: z.int(), nextCursor: z.string().nullable() })
	.meta({ id: "PersonPage" });

/** `taken`: cases they work on; `owned`: cases they stay with until these are closed */
export const OpenWork = z.object({ taken: z.int(), owned: z.int() });
export const PersonDetail = z
	.object({ person: Person, work: OpenWork, sessions: z.int(), createdAt: time })
	.meta({ id: "PersonDetail" });

export const SavePerson = z.object({ name: line(200), agencyId: id.nullable(), roles: z.array(role).max(30) });
export const AddPerson = SavePerson.extend({
	/** letters, digits and . _ - @; capitals do not count */
	login: z
		.string()
		.trim()
		.regex(/^[\p{L}\d][\p{L}\d._@-]{2,59}$/u),
});
/** The password is shown here and never again; at the first sign-in the person chooses their own. */
export const AddedPerson = z.object({ id, password: z.string() }).meta({ id: "AddedPerson" });
export const NewPassword = z.object({ password: z.string() }).meta({ id: "NewPassword" });
export const SwitchOff = z.object({ toStaffId: id.nullable().default(null) });
export const SwitchedOff = z.object({ handed: z.int(), freed: z.int() }).meta({ id: "SwitchedOff" });
export const EndedSessions = z.object({ ended: z.int() }).meta({ id: "EndedSessions" });

const SaveRoleFields = z.object({
	titleRu: line(100),
	titleEn: line(100),
	permissions: z.array(z.enum(permissions)).min(1).max(permissions.length),
	/** who has the role signs in by a second factor */
	needsSecondFactor: z.boolean(),
});
export const SaveRole = SaveRoleFields;
export const Role = SaveRoleFields.extend({
	code: z.string(),
	permissions: z.array(z.enum(permissions)),
	isBuiltIn: z.boolean(),
	people: z.int(),
	/** the caller may give it to others */
	isGivable: z.boolean(),
}).meta({ id: "Role" });
export const RoleList = z.object({ items: z.array(Role) }).meta({ id: "RoleList" });
export const RoleParams = z.object({ code: role });

export const Account = z
	.object({
		login: z.string(),
		name: z.string(),
		agencyId: id.nullable(),
		secondFactor: z.object({ isOn: z.boolean(), since: time.nullable(), isDemanded: z.boolean(), codesLeft: z.int() }),
	})
	.meta({ id: "Account" });
export const OwnSession = z
	.object({
		id: z.int(),
		browser: z.string().nullable(),
		system: z.string().nullable(),
		ip: z.string().nullable(),
		createdAt: time,
		lastSeenAt: time,
		isThis: z.boolean(),
	})
	.meta({ id: "OwnSession" });
export const OwnSessionList = z.object({ items: z.array(OwnSession) }).meta({ id: "OwnSessionList" });
export const ChangePassword = z.object({ current: secret, next: secret });
export const OwnPassword = z.object({ password: secret });
export const FactorOffer = z.object({ secret: z.string(), uri: z.string() }).meta({ id: "FactorOffer" });
export const FactorCode = z.object({ code: z.string().min(6).max(20) });
/** Each is good once, and they are shown here and never again. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });

export type Person = z.infer<typeof Person>;
export type PersonPage = z.infer<typeof PersonPage>;
export type PersonDetail = z.infer<typeof PersonDetail>;
export type AddPerson = z.input<typeof AddPerson>;
export type SavePerson = z.input<typeof SavePerson>;
export type AddedPerson = z.infer<typeof AddedPerson>;
export type SwitchedOff = z.infer<typeof SwitchedOff>;
export type Role = z.infer<typeof Role>;
export type RoleList = z.infer<typeof RoleList>;
export type SaveRole = z.input<typeof SaveRole>;
export type Account = z.infer<typeof Account>;
export type OwnSession = z.infer<typeof OwnSession>;
export type OwnSessionList = z.infer<typeof OwnSessionList>;
export type FactorOffer = z.infer<typeof FactorOffer>;
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
