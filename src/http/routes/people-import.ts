import type { FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { importPeople, previewPeople } from "../../ingest/people/import-people.ts";
import { largestPeopleFile } from "../../ingest/people/read-people-file.ts";
import { ImportedPeople, ImportPeopleQuery, PeoplePreview } from "../contract-people-import.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["staff.manage"] as const };
const fileOf = ({ body }: FastifyRequest) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The file itself is the body, twice: to see what it would do, and to do it. Nothing is kept between. */
export const peopleImportRoutes: Routes = (api, { db }) => {
	void api.register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestPeopleFile }, (_request, body, done) => {
			done(null, body);
		});
		const files = scope.withTypeProvider<ZodTypeProvider>();
		files.route({
			method: "POST",
			url: "/people/import/preview",
			bodyLimit: largestPeopleFile,
			config,
			schema: { summary: "What a file of people (XLSX or CSV) would do", response: { 200: PeoplePreview } },
			handler: (request) => previewPeople(db, callerOf(request), fileOf(request)),
		});

		files.route({
			method: "POST",
			url: "/people/import",
			bodyLimit: largestPeopleFile,
			config,
			schema: {
				summary: "Do what the preview of the same file showed; passwords of new people are shown this once",
				querystring: ImportPeopleQuery,
				response: { 200: ImportedPeople },
			},
			handler: (request) => importPeople(db, callerOf(request), { file: fileOf(request), print: request.query.print }),
		});
	});
};
