import { z } from "zod";
import { id, owner } from "./shapes.ts";
import type { Reader } from "./shapes.ts";

/** Events about the community itself and about who may be written to. None carries a time: that of the delivery stands for it. */

const User = z.object({ user_id: id });

/** message_allow and message_deny: whether the community may write to a person first. */
export function readConsent(isAllowed: boolean): Reader {
	return (_page, object, receivedAt) => {
		const read = User.safeParse(object);
		if (!read.success) return null;
		return { changes: [{ kind: "consent", authorKey: `user:${read.data.user_id}`, isAllowed, at: receivedAt }] };
	};
}

const Officers = z.object({
	admin_id: owner,
	user_id: owner,
	level_old: z.int().min(0).max(1000),
	level_new: z.int().min(0).max(1000),
});
/** callback_group_officer_role; the network's own screens name them so */
const levels = ["без полномочий", "модератор", "редактор", "администратор"];
const level = (value: number): string => levels[value] ?? `уровень ${value}`;

/** group_officers_edit: somebody became, or is no longer, one of those who keep the community. */
export const readOfficers: Reader = (_page, object, receivedAt) => {
	const read = Officers.safeParse(object);
	if (!read.success) return null;
	const { admin_id: by, user_id: who, level_old: before, level_new: after } = read.data;
	const text = `id${who}: ${level(before)} → ${level(after)} (изменил id${by})`;
	return { changes: [{ kind: "page-event", code: "officers-changed", text, at: receivedAt }] };
};

const Settings = z.object({
	user_id: owner,
	changes: z.record(z.string().max(60), z.unknown()).refine((changes) => Object.keys(changes).length <= 200),
});
/** the fields of the settings that an official knows by another name */
const fieldNames: Record<string, string> = {
	title: "название",
	screen_name: "короткий адрес",
	description: "описание",
	website: "сайт",
	phone: "телефон",
	email: "почта",
	address: "адрес",
	access: "тип сообщества",
	wall: "стена",
	replies: "комментарии к записям",
	messages: "сообщения сообщества",
	topics: "обсуждения",
	photos: "фотографии",
	video: "видео",
	market: "товары",
	public_category: "тематика",
};

/** group_change_settings: names, addresses and sections of the community, each with what stood before. */
export const readSettings: Reader = (_page, object, receivedAt) => {
	const read = Settings.safeParse(object);
	if (!read.success) return null;
	const { user_id: by, changes } = read.data;
	const words = Object.entries(changes).map(([field, change]) => {
		const { old_value: before, new_value: after } = Object(change) as Record<string, unknown>;
		const name = Object.hasOwn(fieldNames, field) ? fieldNames[field] : field;
		return `${name}: ${show(before)} → ${show(after)}`;
	});
	const text = storable(`${words.join("; ") || "настройки"} (изменил id${by})`);
	return { changes: [{ kind: "page-event", code: "settings-changed", text, at: receivedAt }] };
};

/** group_change_photo: the community shows another face. */
export const readPhotoChanged: Reader = (_page, object, receivedAt) => {
	const read = z.object({ user_id: owner }).safeParse(object);
	if (!read.success) return null;
	const text = `главная фотография (изменил id${read.data.user_id})`;
	return { changes: [{ kind: "page-event", code: "settings-changed", text, at: receivedAt }] };
};

function show(value: unknown): string {
	if (typeof value === "number") return String(value);
	if (typeof value !== "string" || value === "") return "–";
	return `«${value.length > 200 ? `${value.slice(0, 200)}…` : value}»`;
}

const storable = (text: string): string => text.slice(0, 2000).toWellFormed().replaceAll("\u0000", "");
