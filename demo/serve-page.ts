import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const pageFolder = join(import.meta.dirname, "page");
const require = createRequire(import.meta.url);
const fontFolder = join(dirname(require.resolve("@fontsource-variable/golos-text/package.json")), "files");

const fonts = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"].map((set) => `golos-text-${set}-wght-normal.woff2`);

const colors = ["slate", "cyan"].flatMap((scale) => [`${scale}.css`, `${scale}-dark.css`]);

/** Address → file and type: nothing else is served. */
const files = new Map<string, { path: string; type: string }>([
	["/page.css", { path: join(pageFolder, "page.css"), type: "text/css; charset=utf-8" }],
	...["page.js", "words.js", "thread.js", "composer.js", "element.js", "theme.js"].map(
		(name): [string, { path: string; type: string }] => [
			`/${name}`,
			{ path: join(pageFolder, name), type: "text/javascript; charset=utf-8" },
		],
	),
	["/icon.svg", { path: join(pageFolder, "icon.svg"), type: "image/svg+xml" }],
	...fonts.map((name): [string, { path: string; type: string }] => [
		`/fonts/${name}`,
		{ path: join(fontFolder, name), type: "font/woff2" },
	]),
]);
for (const name of colors)
	files.set(`/colors/${name}`, { path: require.resolve(`@radix-ui/colors/${name}`), type: "text/css; charset=utf-8" });
const page = { path: join(pageFolder, "index.html"), type: "text/html; charset=utf-8" };

const policy =
	"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https: http:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page at "/" and at the addresses a real wall has ("/wall-1_55", "/gim1?sel=7"); false when it is none of ours. */
export async function servePage(path: string, response: ServerResponse): Promise<boolean> {
	const isPage = path === "/" || /^\/(wall-\d+_\d+|gim\d+|club\d+)$/.test(path);
	const file = isPage ? page : files.get(path);
	if (!file) return false;
	const body = await readFile(file.path);
	response.writeHead(200, {
		"content-type": file.type,
		"content-security-policy": policy,
		"x-content-type-options": "nosniff",
		"referrer-policy": "no-referrer",
		"cache-control": path.startsWith("/fonts/") ? "public, max-age=86400" : "no-cache",
	});
	response.end(body);
	return true;
}
