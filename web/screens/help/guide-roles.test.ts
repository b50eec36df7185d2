import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { firstPages, otherPages, rolePages } from "./guide-roles.ts";

test("every page of the guide stands in the list, and the list names no other", () => {
	const written = readdirSync(new URL("../../../docs/guide/", import.meta.url))
		.filter((file) => file.endsWith(".md"))
		.map((file) => file.slice(0, -3));
	const listed = new Set<string>([...firstPages, ...Object.values(rolePages).flat(), ...otherPages]);
	expect([...listed].toSorted()).toEqual(written.toSorted());
});
