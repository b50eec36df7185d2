import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { readModules } from "../scripts/read-modules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = new Map(readModules(root).map((module) => [module.path, module]));
const textOf = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

/** A file of the web app and all that it brings with it at once, but for the words themselves. */
function broughtBy(entry: string): Set<string> {
	const found = new Set<string>();
	const look = (path: string): void => {
		if (found.has(path) || path === "web/words.ts" || path.startsWith("web/locales/")) return;
		found.add(path);
		for (const { to, isType, isLater } of modules.get(path)?.imports ?? [])
			if (!isType && !isLater && modules.has(to)) look(to);
	};
	look(entry);
	return found;
}

/** What a file fetches later without the words that come later: `later`, `withWords` and the router’s `laterScreen` bring them. */
function wordless(path: string): string[] {
	const text = textOf(path).replaceAll(/\b(withWords|later|laterScreen)\(\(\) => import\(/g, "");
	return [...text.matchAll(/\bimport\("(\.[^"]+)"\)/g)].map(([, to = ""]) => posix.join(posix.dirname(path), to));
}

test("the first screen asks for no words that come later, and what comes later brings them or needs none", () => {
	const first = broughtBy("web/app.tsx");
	expect(first).toContain("web/screens/queue/queue-screen.tsx");
	expect(first).not.toContain("web/screens/case/case-screen.tsx");
	for (const path of first) {
		expect(textOf(path), path).not.toMatch(/\buseWords\b/);
		for (const entry of wordless(path)) {
			expect([...modules.keys()], `${path} fetches it`).toContain(entry);
			for (const part of broughtBy(entry))
				expect(textOf(part), `${part}, fetched by ${path}`).not.toMatch(/\buseWords\b/);
		}
	}
	// the rule has something to look at
	expect(wordless("web/components/hint-layer.tsx")).toEqual(["web/components/hint-bubble.tsx"]);
});
