import { pageNumberOf } from "./world.ts";
import type { World } from "./world.ts";

/** How a route is asked where its schema says too little: other fields, other things of the world, another kind of body. */
export type Special = {
	/** a route may be asked in several ways */
	as?: string;
	/** kind in the path → what of the world is meant instead */
	ids?: Record<string, string>;
	body?: (world: World) => Record<string, unknown>;
	query?: Record<string, string>;
	raw?: { type: string; text: string };
};

const submitted = { ids: { case: "submitted" } };
const answered = { ids: { case: "answered" } };

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const lately = { from: dayIn(-1), to: dayIn(1) };

const browser = { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: Buffer.alloc(16).toString("base64url") };
const people = { type: "text/csv", text: "login,name\nnewcomer,Newcomer" };

export const special: Record<string, Special[]> = {
	"POST /api/cases/{id}/actions": [
		{ as: "accept", body: () => ({ action: "returnWrongAgency", reason: "не наше", suggestedAgencyId: null }) },
		{ as: "assign", body: ({ agencyId }) => ({ action: "assign", agencyId }) },
	],
	"POST /api/cases/{id}/reply/approve": [submitted],
	"POST /api/cases/{id}/reply/return": [{ ...submitted, body: () => ({ reason: "не то" }) }],
	"POST /api/cases/{id}/reply/withdraw": [submitted],
	"POST /api/cases/{id}/reply/say-link": [answered],
	"GET /api/cases/{id}/say": [answered],
	"GET /api/cases/{id}/corrections": [answered],
	"POST /api/cases/{id}/reply/photos": [{ raw: { type: "image/png", text: "no picture" } }],
	"POST /api/cases/{id}/evidence": [{ raw: { type: "image/png", text: "no picture" } }],
	"GET /api/quality/figures": [{ query: lately }],
	"GET /api/quality/results": [{ query: lately }],
	"POST /api/imports": [
		{ raw: { type: "text/csv", text: "text,date\nЯма,2026-01-01" }, query: { fileName: "rows.csv" } },
	],
	"POST /api/calendars/{id}/file/read": [{ raw: { type: "text/csv", text: "day,kind\n2027-01-01,off" } }],
	"POST /api/me/push": [{ body: () => ({ endpoint: "https://127.0.0.1/push", keys: browser }) }],
	"POST /api/people/import/preview": [{ raw: people }],
	"POST /api/people/import": [{ raw: people, query: { print: "0".repeat(64) } }],
	"PUT /api/saved-views/order": [{ body: ({ ids }) => ({ ids: [ids.savedView] }) }],
	"POST /api/calendars/{id}/file": [{ raw: { type: "text/csv", text: "day,kind\n2027-01-01,off" } }],
	"POST /api/pages": [{ body: () => ({ externalId: "999999" }) }],
	"PUT /api/pages/{id}": [{ body: ({ agencyId }) => ({ externalId: pageNumberOf(agencyId) }) }],
	"GET /api/cases": [{ as: "all", query: { view: "all" } }],
};
