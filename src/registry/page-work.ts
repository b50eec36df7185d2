import type { HealthCode, PageFinding } from "../channels/channel.ts";
import type { UnreadableCode } from "../channels/codes.ts";

/** Shapes of what is done with pages again and again, and of what comes of it. */

export type PageKey = { regionId: number; pageId: number };

/** What is done with a page again and again. */
export type TurnWork = "poll" | "look" | "reconcile" | "listen";

/** A page's turn, held by a worker until its lease ends. `failures`: in a row, before this one. */
export type Turn = PageKey & { work: TurnWork; channel: string; key: string; failures: number };

export type TurnFailure = { at: Date; class: string; text: string };

export type HealthState = PageFinding["state"];
export type StoredFinding = { code: HealthCode; state: HealthState; text: string };

/** A finding that is another than it was. `was`: null when it was not known before. */
export type HealthChange = StoredFinding & { was: HealthState | null };

/** Why a page is compared with its network: a person asks, an outage is over, each night, each hour while it is in trouble. */
export type CheckReason = "hand" | "outage" | "night" | "hour";

export type CheckResult = {
	seen: number | null;
	missing: number | null;
	filled: number | null;
	absent: number | null;
	isWhole: boolean | null;
	unreadable: UnreadableCode | null;
	failure: string | null;
};

/** What a comparison found about one day of the region; `is_whole`: the day was inside the window, and all of it was shown. */
export type DayCheck = {
	day: string;
	seen: number;
	missing: number;
	absent: number;
	unreadable: UnreadableCode | null;
	is_whole: boolean;
};
