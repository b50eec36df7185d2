import type { Channel, Channels } from "./channel.ts";
import { email } from "./email/email.ts";
import { form } from "./form/form.ts";
import { max } from "./max/max.ts";
import { open311 } from "./open311/open311.ts";
import { hand } from "./hand/hand.ts";
import { ok } from "./ok/ok.ts";
import { portal } from "./portal/portal.ts";
import { rss } from "./rss/rss.ts";
import { telegram } from "./telegram/telegram.ts";
import { vk } from "./vk/vk.ts";

/** Every network the desk speaks with, by its name. A new one is a folder and a line here. */
export const channels: Channels = new Map<string, Channel>(
	[vk, telegram, max, email, rss, form, open311, hand, portal, ok].map((channel) => [channel.name, channel]),
);
