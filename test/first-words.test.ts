import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readModules } from "../scripts/read-modules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the browser runs before anything else is fetched: app.tsx and all that it imports. */
function firstModules(): string[] {
	const modules = new Map(readModules(root).map((module) => [module.path, module]));
	const first = new Set<string>();
	const look = (path: string): void => {
		if (first.has(path)) return;
		first.add(path);
		for (const { to, isType, isLater } of modules.get(path)?.imports ?? [])
			if (!isType && !isLater && modules.has(to)) look(to);
	};
	look("web/app.tsx");
	return [...first].filter((path) => path !== "web/words.ts" && !path.startsWith("web/locales/"));
}

test("the first screen asks for no words that come later, and what comes later brings them", () => {
	const first = firstModules();
	expect(first).toContain("web/screens/queue/queue-screen.tsx");
	expect(first).not.toContain("web/screens/case/case-screen.tsx");
	for (const path of first) {
		const text = readFileSync(`${root}/${path}`, "utf8");
		expect(text, path).not.toMatch(/\buseWords\b/);
		// a part of the app fetched without its words would fail at its first one; `later` and the router’s `laterScreen` bring them
		expect(text.replaceAll(/\b(withWords|later|laterScreen)\(\(\) => import\(/g, ""), path).not.toMatch(/=> import\(/);
	}
});
