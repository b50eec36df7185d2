import { expect, test } from "vitest";
import { queryOf } from "./shown.ts";

const today = "2026-03-01";

test("today and late never share a promise, and late ends the day before", () => {
	expect(queryOf({ show: "today" }, today)).toEqual({ state: "open", from: today, to: today });
	expect(queryOf({ show: "late", agencyId: 3 }, today)).toEqual({ agencyId: 3, state: "open", to: "2026-02-28" });
});

test("without a word those under way are shown, and an ended state is asked for by its name", () => {
	expect(queryOf({}, today)).toEqual({ state: "open" });
	expect(queryOf({ show: "broken" }, today)).toEqual({ state: "broken" });
});
