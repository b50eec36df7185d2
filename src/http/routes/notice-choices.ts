import { chooseNotices, readChoices } from "../../notify/choose-notices.ts";
import { ChooseNotices, NoticeChoices, NoticeKindParams } from "../contract-notices.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: "signed-in" as const };
const response = { 200: NoticeChoices };

/** Which kinds of one's own notices come by message and in the browser. */
export const noticeChoiceRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/me/notices/kinds",
		config,
		schema: { summary: "Which kinds of one's own notices come where", response },
		handler: async (request) => ({ items: await readChoices(db, callerOf(request)) }),
	});

	api.route({
		method: "PUT",
		url: "/me/notices/kinds/:kind",
		config,
		schema: {
			summary: "Say where a kind of one's own notices comes",
			params: NoticeKindParams,
			body: ChooseNotices,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await chooseNotices(db, caller, { kind: request.params.kind, ...request.body });
			return { items: await readChoices(db, caller) };
		},
	});
};
