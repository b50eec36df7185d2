import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readGuide, readPage } from "../scripts/guide-plugin.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { guideOf, guidePlaces } from "../web/guide-of.ts";
import { roleOf } from "../web/role-of.ts";

const folder = new URL("../docs/guide/", import.meta.url);
const russian = readGuide();
const pages = new Map(russian.map((page) => [page.name, page]));
const known = new Set(pages.keys());

test.each(guidePlaces)("a screen's question mark leads to $page#$hash, which is there", ({ page, hash = "" }) => {
	expect(pages.get(page)?.parts.map(({ id }) => id)).toContain(hash);
});

test("the English guide has every page and heading of the Russian one, at the same places", () => {
	const english = readGuide(fileURLToPath(new URL("en/", folder)));
	expect(english.map(({ name, parts }) => [name, parts.map(({ id }) => id)])).toEqual(
		russian.map(({ name, parts }) => [name, parts.map(({ id }) => id)]),
	);
	// texts quote examples of Russian words, headings do not
	for (const { name, title, parts } of english)
		expect(`${title} ${parts.map(({ title: heading }) => heading).join(" ")}`, name).not.toMatch(/[а-яё]/i);
});

test("a page that has lost a heading in translation stops the build", () => {
	const like = pages.get("head");
	expect(() => readPage("head", "# For the head\n\n## Board", known, { like })).toThrow(
		/en\/head\.md: it has 1 headings, the Russian page 2/,
	);
});

test("addresses lead to what is said of their screen", () => {
	expect(guideOf("/cases")).toEqual({ page: "triage" });
	expect(guideOf("/cases/12")).toEqual({ page: "case" });
	expect(guideOf("/settings/routing/new")).toEqual({ page: "people", hash: "маршруты" });
	expect(guideOf("/help/case")).toBeNull();
});

test("every ready role is known by what it may do", () => {
	const found = Object.fromEntries(demoRegion.roles.map(({ code, permissions }) => [code, roleOf({ permissions })]));
	expect(found).toEqual({
		...{ regionAdmin: "admin", curator: "curator", qualityController: "quality", dutyOfficer: "dutyOfficer" },
		...{ executive: "executive", coordinator: "coordinator", agencyHead: "head" },
		...{ executor: "executor", approver: "approver" },
	});
});

test("of what Markdown may hold only plain words, tables and links of our own pass", () => {
	const { html, title, parts } = readPage(
		"evil",
		[
			"# Проба <script>alert(1)</script>",
			"Слова и [дело](case.md#обещания).",
			"## Вид «ответа»: да",
			'<p style="color:red" onclick="x()">здесь</p> <iframe src="https://evil.example"></iframe> [сайт](https://example.org)',
			"| a | b |\n|---|---|\n| `<b>` | 2 |",
		].join("\n\n"),
		known,
	);
	expect(title).toBe("Проба");
	expect(html).toContain(`<a href="/help/case#${encodeURIComponent("обещания")}">дело</a>`);
	expect(html).toContain('<h2 id="вид-ответа-да">');
	expect(html).toContain("<code>&lt;b&gt;</code>");
	expect(html).not.toMatch(/script|iframe|onerror|style=|onclick|evil/);
	expect(parts[1]?.text).toContain("<b> 2");
});

test.each([
	["a link that leads nowhere", "# A\n\n[x](no-such.md)", /leads nowhere/],
	["a link with a script", "# A\n\n[x](javascript:alert(1))", /leads nowhere/],
	["a picture that was not taken", "# A\n\n![Слова](pictures/no-such.webp)", /there is no picture/],
	["a picture without words", "# A\n\n![](pictures/x.webp)", /no alternative text/],
	["a page without a title", "words", /does not begin with a title/],
])("%s stops the build", (_name, markdown, why) => {
	expect(() => readPage("a", markdown, known)).toThrow(why);
});
