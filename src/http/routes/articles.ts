import type { Caller } from "../../access/permissions.ts";
import { dayIn } from "../../knowledge/dates.ts";
import { listArticles, readArticle } from "../../knowledge/reads-article.ts";
import { addArticle, archiveArticle, changeArticle } from "../../knowledge/save-article.ts";
import { AddArticle, ArticleDetail, ArticleList, ArticleQuery, ChangeArticle } from "../contract-knowledge.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { RowParams } from "./params.ts";

const readers = { access: ["case.read.region", "case.read.agency"] as const };
const managers = { access: ["template.manage"] as const };

/** Articles of the knowledge base. */
export const articleRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/articles",
		config: readers,
		schema: { summary: "Articles, by words and topic", querystring: ArticleQuery, response: { 200: ArticleList } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { topics, review, owner, ...query } = request.query;
			const wanted = {
				...query,
				topics: topics?.split(",").filter(Boolean),
				isOverdue: review === "overdue",
				isOwn: owner === "me",
			};
			return listArticles(db, caller, wanted, await todayFor(parts, caller));
		},
	});

	api.route({
		method: "GET",
		url: "/articles/:id",
		config: readers,
		schema: { summary: "An article and what it said before", params: RowParams, response: { 200: ArticleDetail } },
		handler: (request) => detail(parts, callerOf(request), request.params.id),
	});

	manageRoutes(api, parts);
};

const todayFor = async ({ registryOf }: RouteParts, caller: Caller): Promise<string> =>
	dayIn((await registryOf(caller.regionId)).region.timeZone, new Date());

const detail = async (parts: RouteParts, caller: Caller, id: number) =>
	readArticle(parts.db, caller, id, await todayFor(parts, caller));

const manageRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	const response = { 200: ArticleDetail };
	api.route({
		method: "POST",
		url: "/articles",
		config: managers,
		schema: { summary: "Write an article", body: AddArticle, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const id = await addArticle(db, await registryOf(caller.regionId), caller, request.body);
			return detail(parts, caller, id);
		},
	});

	api.route({
		method: "PUT",
		url: "/articles/:id",
		config: managers,
		schema: { summary: "Change an article", params: RowParams, body: ChangeArticle, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await changeArticle(db, await registryOf(caller.regionId), caller, request.params.id, request.body);
			return detail(parts, caller, request.params.id);
		},
	});

	for (const [path, summary] of [
		["archive", "Put an article away"],
		["restore", "Bring an article back"],
	] as const)
		api.route({
			method: "POST",
			url: `/articles/:id/${path}`,
			config: managers,
			schema: { summary, params: RowParams, response },
			handler: async (request) => {
				const caller = callerOf(request);
				const at = path === "archive" ? new Date() : null;
				await archiveArticle(db, await registryOf(caller.regionId), caller, request.params.id, at);
				return detail(parts, caller, request.params.id);
			},
		});
};
