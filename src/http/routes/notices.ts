import { readNoticeSettings, saveNoticeSettings } from "../../access/notice-settings.ts";
import type { Caller } from "../../access/permissions.ts";
import { DomainError } from "../../domain/errors.ts";
import { readNotices } from "../../notify/read-notices.ts";
import { listNotices } from "../../notify/reads.ts";
import { noticeChannels } from "../../notify/send-notice.ts";
import { tryNotice } from "../../notify/try-notice.ts";
import {
	NoticeList,
	NoticeQuery,
	NoticeSettings,
	NoticeTried,
	ReadNotices,
	SaveNoticeSettings,
} from "../contract-pages.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { Nothing } from "./params.ts";

const config = { access: "signed-in" as const };

/** What a member of staff should know, and where they hear of it. */
export const noticeRoutes: Routes = (api, parts) => {
	api.route({
		method: "GET",
		url: "/notices",
		config,
		schema: { summary: "One's own notices", querystring: NoticeQuery, response: { 200: NoticeList } },
		handler: (request) => listNotices(parts.db, callerOf(request), request.query),
	});

	api.route({
		method: "POST",
		url: "/notices/read",
		config,
		schema: { summary: "Mark notices as read", body: ReadNotices, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await readNotices(parts.db, callerOf(request), request.body.upTo, new Date());
			return reply.code(204).send();
		},
	});

	settingsRoutes(api, parts);
};

const settingsRoutes: Routes = (api, parts) => {
	const response = { 200: NoticeSettings };
	api.route({
		method: "GET",
		url: "/me/notices",
		config,
		schema: { summary: "Where one's own notices go", response },
		handler: (request) => readSettings(parts, callerOf(request)),
	});

	api.route({
		method: "PUT",
		url: "/me/notices",
		config,
		schema: { summary: "Say where one's own notices go", body: SaveNoticeSettings, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { channel, address, language, quiet } = request.body;
			if (channel !== null && !(await noticeChannels(parts, caller.regionId)).includes(channel))
				throw new DomainError("notice-channel-unknown", { channel });
			if (channel !== null && address === null)
				throw new DomainError("invalid-request", { fields: [{ path: "address", message: "missing" }] });
			await saveNoticeSettings(parts.db, caller, {
				channel,
				address: channel === null ? null : address,
				language,
				quiet,
			});
			return readSettings(parts, caller);
		},
	});

	api.route({
		method: "POST",
		url: "/me/notices/try",
		config,
		schema: { summary: "Send oneself a trial notice", response: { 200: NoticeTried } },
		handler: (request) => tryNotice(parts, callerOf(request), new Date()),
	});
};

async function readSettings(parts: RouteParts, caller: Caller) {
	const settings = await readNoticeSettings(parts.db, caller);
	return { ...settings, channels: await noticeChannels(parts, caller.regionId) };
}
