import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { changeTerms } from "../../cases/recount-clocks.ts";
import { largestCalendarFile, readCalendarFile } from "../../registry/read-calendar-file.ts";
import { listCalendars, readCalendar } from "../../registry/reads-calendar.ts";
import {
	createCalendar,
	saveCalendar,
	saveCalendarDays,
	setAgencyHours,
	setCentreHours,
} from "../../registry/save-calendar.ts";
import {
	Calendar,
	CalendarFile,
	CalendarList,
	CreateCalendar,
	SaveCalendar,
	SaveCalendarDays,
	SetAgencyHours,
	SetCentreHours,
	TermsChanged,
} from "../contract-sla.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { RowParams } from "./params.ts";

const config = { access: ["sla.manage" as const] };
const response = { 200: TermsChanged };
const about = { reason: "calendar", agencyId: null } as const;

export const calendarRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/calendars",
		config,
		schema: { summary: "Calendars, and who works by which", response: { 200: CalendarList } },
		handler: (request) => listCalendars(db, callerOf(request)),
	});

	api.route({
		method: "GET",
		url: "/calendars/:id",
		config,
		schema: {
			summary: "A calendar with the days that differ from its week",
			params: RowParams,
			response: { 200: Calendar },
		},
		handler: (request) => readCalendar(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "POST",
		url: "/calendars",
		config,
		schema: { summary: "Add a calendar", body: CreateCalendar, response: { 201: Calendar } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const id = await db.transaction().execute((tx) => createCalendar(tx, caller, request.body));
			return reply.code(201).send(await readCalendar(db, caller, id));
		},
	});

	changeRoutes(api, parts);
	fileRoute(api, parts);
	hoursRoutes(api, parts);
};

const changeRoutes: Routes = (api, parts) => {
	api.route({
		method: "PUT",
		url: "/calendars/:id",
		config,
		schema: {
			summary: "Change a calendar's week: open cases are clocked anew",
			params: RowParams,
			body: SaveCalendar,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			const { recountId } = await changeTerms(parts, caller, about, (tx) => saveCalendar(tx, caller, id, request.body));
			return { id, recountId };
		},
	});

	api.route({
		method: "PUT",
		url: "/calendars/:id/days",
		config,
		schema: {
			summary: "Set days that differ from the week: open cases are clocked anew",
			params: RowParams,
			body: SaveCalendarDays,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			const { recountId } = await changeTerms(parts, caller, about, (tx) =>
				saveCalendarDays(tx, caller, id, request.body),
			);
			return { id, recountId };
		},
	});
};

/** The file itself is the body, in a scope of its own: everywhere else a body is JSON. */
const fileRoute: Routes = (api, parts) => {
	void api.register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestCalendarFile }, (_request, body, done) => {
			done(null, body);
		});
		const files = scope.withTypeProvider<ZodTypeProvider>();
		files.route({
			method: "POST",
			url: "/calendars/:id/file/read",
			bodyLimit: largestCalendarFile,
			config,
			schema: {
				summary: "What a file of days says, to be looked at before it is loaded: nothing changes",
				params: RowParams,
				response: { 200: CalendarFile },
			},
			handler: async (request) => {
				await readCalendar(parts.db, callerOf(request), request.params.id);
				const days = readCalendarFile(bytesOf(request.body));
				return { items: days.map((one) => ({ ...one, hours: one.hours ?? null })) };
			},
		});
		files.route({
			method: "POST",
			url: "/calendars/:id/file",
			bodyLimit: largestCalendarFile,
			config,
			schema: {
				summary: "Load days that differ from the week from a file (CSV or JSON): open cases are clocked anew",
				params: RowParams,
				response,
			},
			handler: async (request) => {
				const caller = callerOf(request);
				const { id } = request.params;
				const days = readCalendarFile(bytesOf(request.body));
				const { recountId } = await changeTerms(parts, caller, about, (tx) =>
					saveCalendarDays(tx, caller, id, { version: null, days }),
				);
				return { id, recountId };
			},
		});
	});
};

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

const hoursRoutes: Routes = (api, parts) => {
	api.route({
		method: "PUT",
		url: "/agencies/:id/hours",
		config,
		schema: {
			summary: "Set an agency's calendar and time zone: its open cases are clocked anew",
			params: RowParams,
			body: SetAgencyHours,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			const { recountId } = await changeTerms(parts, caller, { reason: "agency", agencyId: id }, (tx) =>
				setAgencyHours(tx, caller, id, request.body),
			);
			return { id, recountId };
		},
	});

	api.route({
		method: "PUT",
		url: "/centre/hours",
		config,
		schema: {
			summary: "Set the centre's own calendar, by which triage is timed: open cases are clocked anew",
			body: SetCentreHours,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { recountId } = await changeTerms(parts, caller, about, (tx) =>
				setCentreHours(tx, caller, request.body.calendarId),
			);
			return { id: caller.regionId, recountId };
		},
	});
};
