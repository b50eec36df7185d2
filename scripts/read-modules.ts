import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseAst } from "vite";

/** `to` is a path from the root for our own files, else the package's or built-in module's name; `isLater`: import(…). */
export type Import = { to: string; isOwn: boolean; isType: boolean; isLater: boolean; line: number };
/** Something a rule may forbid in a file, whatever it imports. */
export type Use = { kind: "clock" | "chance" | "outside" | "write" | "network"; what: string; line: number };
export type Module = { path: string; imports: Import[]; uses: Use[] };

type Node = { type: string; start: number } & Record<string, unknown>;

const folders = ["src", "web", "demo", "bench", "test", "scripts"];

/** Reads every TypeScript file of the tree under `root`: what it imports, in whatever form, and what it uses. */
export function readModules(root: string): Module[] {
	const paths = folders
		.filter((folder) => existsSync(join(root, folder)))
		.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
		)
		.filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
		.sort();
	return paths.map((path) => readModule(root, path));
}

function readModule(root: string, path: string): Module {
	const text = readFileSync(join(root, path), "utf8");
	const module: Module = { path, imports: [], uses: [] };
	const lineOf = (node: Node): number => text.slice(0, node.start).split("\n").length;
	walk(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, (node) => {
		const found = importOf(node);
		if (found) {
			const isOwn = found.source.startsWith(".");
			const to = isOwn ? relative(root, join(root, dirname(path), found.source)) : found.source;
			const { isType, isLater } = found;
			module.imports.push({ to, isOwn, isType, isLater, line: lineOf(node) });
		}
		const use = useOf(node);
		if (use) module.uses.push({ ...use, line: lineOf(node) });
	});
	for (const match of text.matchAll(/\b(vk|telegram|odnoklassniki)|вконтакте|телеграм|одноклассник/gi))
		module.uses.push({ kind: "network", what: match[0], line: text.slice(0, match.index).split("\n").length });
	return module;
}

function walk(node: unknown, visit: (node: Node) => void): void {
	if (Array.isArray(node)) return node.forEach((item) => walk(item, visit));
	if (typeof node !== "object" || node === null) return;
	if (typeof (node as Node).type === "string") visit(node as Node);
	for (const value of Object.values(node)) if (typeof value === "object") walk(value, visit);
}

/** import … from, export … from, import(…), import type, and the type import("…").T */
function importOf(node: Node): { source: string; isType: boolean; isLater: boolean } | null {
	if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(node.type)) return null;
	const source = (node.source as { value?: unknown } | null)?.value;
	if (typeof source !== "string") return null;
	const isType = node.importKind === "type" || node.exportKind === "type" || node.type === "TSImportType";
	return { source, isType, isLater: node.type === "ImportExpression" };
}

const outside =
	/^(process|performance|crypto|fetch|console|setTimeout|setInterval|setImmediate|queueMicrotask|require)$/;
const queryWrites = /^(insertInto|updateTable|deleteFrom|replaceInto|mergeInto)$/;
const sqlWrites =
	/\b(insert\s+into|delete\s+from|merge\s+into|truncate\s+(table\s+)?"?[a-z]|update\s+"?[a-z_]+"?(\s+(as\s+)?[a-z]+)?\s+set)\b/i;

function useOf(node: Node): Omit<Use, "line"> | null {
	const name = (part: unknown): string => String((part as { name?: string } | null)?.name ?? "");
	if (node.type === "MemberExpression") {
		const what = `${name(node.object)}.${name(node.property)}`;
		if (what === "Date.now") return { kind: "clock", what };
		if (what === "Math.random") return { kind: "chance", what };
		if (queryWrites.test(name(node.property))) return { kind: "write", what: name(node.property) };
	}
	if (
		/^(New|Call)Expression$/.test(node.type) &&
		name(node.callee) === "Date" &&
		(node.arguments as unknown[]).length === 0
	)
		return { kind: "clock", what: "Date without a time" };
	if (node.type === "Identifier" && outside.test(name(node))) return { kind: "outside", what: name(node) };
	const text = node.type === "Literal" ? node.value : (node.value as { raw?: string } | undefined)?.raw;
	if (/^(Literal|TemplateElement)$/.test(node.type) && typeof text === "string" && sqlWrites.test(text))
		return { kind: "write", what: sqlWrites.exec(text)?.[0] ?? "" };
	return null;
}
