import { listContacts, noteContact, openContact } from "../../cases/note-contact.ts";
import { ContactList, ContactReach, NoteContact } from "../contract-contact.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const access = ["personal.read"] as const;

/** Contact with a resident outside the public thread. */
export const contactRoutes: Routes = (api, { db, secretKey }) => {
	api.route({
		method: "GET",
		url: "/cases/:id/contacts",
		config: { access },
		schema: { summary: "Contacts with the resident", params: IdParams, response: { 200: ContactList } },
		handler: async (request) => ({ items: await listContacts(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/contacts",
		config: { access },
		schema: {
			summary: "Write down a contact with the resident",
			params: IdParams,
			body: NoteContact,
			response: { 201: ContactList },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			await noteContact({ db, secretKey }, caller, request.params.id, request.body);
			return reply.code(201).send({ items: await listContacts(db, caller, request.params.id) });
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/contacts/:contactId/reach",
		config: { access },
		schema: {
			summary: "The number or address of a contact; opening it is logged",
			params: IdParams.extend({ contactId: IdParams.shape.id }),
			response: { 200: ContactReach },
		},
		handler: async (request) => {
			const { id: caseId, contactId } = request.params;
			return { reach: await openContact({ db, secretKey }, callerOf(request), { caseId, contactId }, new Date()) };
		},
	});
};
