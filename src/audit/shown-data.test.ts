import { expect, test } from "vitest";
import { shownData } from "./shown-data.ts";

test("numbers, switches, codes and times are shown", () => {
	const data = {
		...{ from: "new", to: "inProgress", topicCode: "housing.no-water", reason: "wrong-password" },
		...{ agencyId: 3, isKnown: true, none: null, dueAt: "2026-03-02T09:00:00.000Z", day: "2026-03-02" },
		...{ roles: ["regionAdmin", "curator"], ids: [1, 2], eventTypes: ["case.opened"] },
	};
	expect(shownData("assign", data)).toEqual(data);
});

test.each([
	["reason", "Звонила, просила передать: +7 900 000-00-00"],
	["reason", "Не наша тема"],
	["reason", "it is not ours"],
	["authorKey", "user:1"],
	["authorName", "ivanov"],
	["contact", "ivanov"],
	["residentId", 77],
	["phone", 79000000000],
	["text", "short"],
	["externalId", 12],
	["name", "ivanov"],
	["nested", { to: "closed" }],
	["list", ["closed", "Улица Лесная"]],
	["link", "https://network.example/wall1"],
	["formula", "=cmd()"],
	["digits", "79000000000"],
])("%s %j is not", (key, value) => {
	expect(shownData("assign", { [key]: value })).toEqual({});
});

test("what officials call their own things is", () => {
	expect(shownData("token-created", { name: "Портал" })).toEqual({ name: "Портал" });
	expect(shownData("page-connected", { name: "Страница" })).toEqual({ name: "Страница" });
});
