import { z } from "zod";
import { noticeKinds } from "../notify/notice-kinds.ts";

/** What of a person's own notices comes where; on the screen of the desk all of it stands always. */

const choice = { byMessage: z.boolean(), inBrowser: z.boolean() };

export const NoticeChoices = z
	.object({ items: z.array(z.object({ kind: z.enum(noticeKinds), ...choice })) })
	.meta({ id: "NoticeChoices" });
export const NoticeKindParams = z.object({ kind: z.enum(noticeKinds) });
/** What is urgent comes both ways whatever is said here. */
export const ChooseNotices = z.object(choice);

export type NoticeChoices = z.infer<typeof NoticeChoices>;
export type ChooseNotices = z.input<typeof ChooseNotices>;
