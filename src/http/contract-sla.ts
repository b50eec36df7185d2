import { z } from "zod";
import { priorities } from "../domain/priority.ts";
import { clockKinds } from "../domain/sla-profile.ts";
import { DueExplanation } from "./contract-case.ts";

/** The shapes of terms, calendars and clocks in the HTTP API. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive().max(2_147_483_647);
const code = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/);
const words = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.regex(/^[^\0]*$/);
const namedCode = z.string().max(100).nullable().default(null);

/** Working time of the agency, or round the clock; `days` are the calendar's ordinary working days, at most 365. */
export const Term = z.discriminatedUnion("unit", [
	z.object({ unit: z.literal("minutes"), amount: z.int().min(1).max(20_160), isRoundTheClock: z.boolean() }),
	z.object({ unit: z.literal("days"), amount: z.int().min(1).max(365), isRoundTheClock: z.boolean() }),
]);

const ofKind = Object.fromEntries(clockKinds.map((kind) => [kind, Term])) as Record<
	(typeof clockKinds)[number],
	typeof Term
>;
export const Terms = z
	.object({
		/** a clock stands at most so many days in all while the resident is waited for */
		waitDays: z.int().min(0).max(60),
		clocks: z.object(ofKind),
	})
	.meta({ id: "Terms" });
const ofPriority = Object.fromEntries(priorities.map((priority) => [priority, Terms])) as Record<
	(typeof priorities)[number],
	typeof Terms
>;
export const TermsByPriority = z.object(ofPriority).meta({ id: "TermsByPriority" });

const profile = { titleRu: words, titleEn: words, terms: TermsByPriority };
export const CreateProfile = z.object({ ...profile, code });
export const SaveProfile = z.object({ ...profile, version: z.int() });
/** Who lives by a profile; nothing named: the whole region. `profileId` null takes the rule away. */
export const SetSlaRule = z
	.object({
		agencyId: id.nullable().default(null),
		topicCode: namedCode,
		groupCode: namedCode,
		profileId: id.nullable(),
	})
	.refine(({ topicCode, groupCode }) => topicCode === null || groupCode === null, "a topic or a group, not both");

export const Sla = z
	.object({
		profiles: z.array(
			z.object({
				id,
				code: z.string(),
				titleRu: z.string(),
				titleEn: z.string(),
				terms: TermsByPriority,
				version: z.int(),
				updatedAt: time,
				updatedByName: z.string().nullable(),
			}),
		),
		rules: z.array(
			z.object({
				agencyId: id.nullable(),
				topicCode: z.string().nullable(),
				groupCode: z.string().nullable(),
				profileId: id,
			}),
		),
	})
	.meta({ id: "Sla" });
export const ProfileVersions = z
	.object({
		items: z.array(
			z.object({
				version: z.int(),
				titleRu: z.string(),
				titleEn: z.string(),
				terms: TermsByPriority,
				savedAt: time,
				savedByName: z.string().nullable(),
			}),
		),
	})
	.meta({ id: "ProfileVersions" });

/** What a change of terms or hours answers with: the recount of open cases that it began. */
export const TermsChanged = z.object({ id, recountId: id }).meta({ id: "TermsChanged" });

/** A case to try terms on; `terms` are those not saved yet. */
export const AskExample = z.object({
	at: time,
	agencyId: id,
	topicCode: namedCode,
	priority: z.enum(priorities).default("normal"),
	terms: TermsByPriority.optional(),
});
export const Example = z
	.object({
		/** null: the terms that were sent */
		profile: z.object({ code: z.string(), titleRu: z.string(), titleEn: z.string() }).nullable(),
		waitDays: z.int(),
		clocks: z.array(z.object({ kind: z.enum(clockKinds), due: DueExplanation })),
	})
	.meta({ id: "SlaExample" });

export const Recount = z
	.object({
		id,
		reason: z.enum(["profile", "calendar", "agency", "upgrade"]),
		/** null: the cases of all agencies */
		agencyId: id.nullable(),
		/** null until the work begins */
		total: z.int().nullable(),
		done: z.int(),
		/** cases of which some due time moved */
		changed: z.int(),
		createdAt: time,
		endedAt: time.nullable(),
	})
	.meta({ id: "Recount" });
export const RecountList = z.object({ items: z.array(Recount) }).meta({ id: "RecountList" });

const interval = z.tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)]);
/** intervals in minutes of the local day */
const hours = z.array(interval).max(12);
/** Monday first; 1440 is midnight at the end of the day */
const week = z.array(hours).length(7);
const day = z.iso.date();

export const CalendarDays = z.array(
	z.object({
		day,
		kind: z.enum(["off", "short", "working"]),
		name: z.string().nullable(),
		/** the day's own intervals, where it follows no day of the week */
		hours: hours.nullable(),
	}),
);
const calendar = { id, name: z.string(), version: z.int(), week };
export const Calendar = z.object({ ...calendar, days: CalendarDays }).meta({ id: "Calendar" });
export const CalendarList = z
	.object({
		items: z.array(z.object(calendar)),
		agencies: z.array(z.object({ agencyId: id, calendarId: id, timeZone: z.string() })),
		/** the centre's own hours, by which triage is timed; null: those of each case's agency */
		centre: z.object({ calendarId: id.nullable(), timeZone: z.string() }),
	})
	.meta({ id: "CalendarList" });
export const CreateCalendar = z.object({
	name: words,
	week,
	/** take the days of another calendar, as the country's holidays */
	copyDaysOf: id.nullable().default(null),
});
export const SaveCalendar = z.object({ version: z.int(), name: words, week });
export const SaveCalendarDays = z.object({
	version: z.int(),
	days: z
		.array(
			z.object({
				day,
				/** null: an ordinary day after all */
				kind: z.enum(["off", "short", "working"]).nullable(),
				name: words.nullable().default(null),
				hours: hours.min(1).nullable().default(null),
			}),
		)
		.min(1)
		.max(1_000),
});
/** Days as a file names them; `kind` null: an ordinary day after all. */
export const CalendarFile = z
	.object({
		items: z.array(
			z.object({
				day,
				kind: z.enum(["off", "short", "working"]).nullable(),
				name: z.string().nullable(),
				hours: hours.nullable(),
			}),
		),
	})
	.meta({ id: "CalendarFile" });
export const SetAgencyHours = z.object({ timeZone: z.string().min(1).max(64), calendarId: id });
export const SetCentreHours = z.object({ calendarId: id.nullable() });

export const CaseClocks = z
	.object({
		items: z.array(
			z.object({
				id: z.int().positive(),
				kind: z.enum(clockKinds),
				/** whose clock it is; null: the centre's */
				agencyId: id.nullable(),
				taskId: z.int().positive().nullable(),
				isPaused: z.boolean(),
				/** minutes of the clock's own time in which it stood */
				pausedMinutes: z.int(),
				/** percent of the time at which people were told last */
				stage: z.int(),
				endedAt: time.nullable(),
				endState: z.enum(["met", "missed", "cancelled"]).nullable(),
				/** of the agency's working time, without pauses */
				workedMinutes: z.int().nullable(),
				/** by the clock on the wall */
				wallMinutes: z.int().nullable(),
				due: DueExplanation,
			}),
		),
	})
	.meta({ id: "CaseClocks" });
export type Terms = z.infer<typeof Terms>;
export type TermsByPriority = z.infer<typeof TermsByPriority>;
export type Sla = z.infer<typeof Sla>;
export type ProfileVersions = z.infer<typeof ProfileVersions>;
export type TermsChanged = z.infer<typeof TermsChanged>;
export type Example = z.infer<typeof Example>;
export type Recount = z.infer<typeof Recount>;
export type RecountList = z.infer<typeof RecountList>;
export type Calendar = z.infer<typeof Calendar>;
export type CalendarFile = z.infer<typeof CalendarFile>;
export type CalendarList = z.infer<typeof CalendarList>;
export type SetSlaRule = z.input<typeof SetSlaRule>;
export type AskExample = z.input<typeof AskExample>;
export type SaveProfile = z.input<typeof SaveProfile>;
export type CreateProfile = z.input<typeof CreateProfile>;
export type CreateCalendar = z.input<typeof CreateCalendar>;
export type SaveCalendar = z.input<typeof SaveCalendar>;
export type SaveCalendarDays = z.input<typeof SaveCalendarDays>;

export type CaseClocks = z.infer<typeof CaseClocks>;
