import { expect, test } from "vitest";
import { type Marked, nextPoint, points, restMet, wholeOf } from "./rubric.ts";

test("a checklist is whole when every point is marked, and what was marked stays when the rest is met", () => {
	const marked: Marked = { tone: "not-met", "no-photo": "not-applicable" };
	expect(wholeOf(marked)).toBeNull();
	const whole = wholeOf(restMet(marked));
	expect(whole).toMatchObject({ tone: "not-met", "no-photo": "not-applicable", untrue: "met" });
	expect(Object.keys(whole ?? {})).toHaveLength(points.length);
});

test("after a mark the next point without one is marked, also one that was passed over", () => {
	expect(nextPoint({ "not-to-the-question": "met" }, "not-to-the-question")).toBe("unanswered");
	const allButFirst: Marked = { ...restMet({}) };
	delete allButFirst["not-to-the-question"];
	expect(nextPoint(allButFirst, "untrue")).toBe("not-to-the-question");
	expect(nextPoint(restMet({}), "tone")).toBe("tone");
});
