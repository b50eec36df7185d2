import type { Import, Module, Use } from "./read-modules.ts";

export type Violation = { rule: string; at: string; what: string };

/** A folder of src/ imports only folders below it in this list; files in src/ itself stand above them all. */
const order = ["http", "audit", "events"];
order.push(
	"training",
	"analytics",
	"incidents",
	"personal",
	"ingest",
	"publishing",
	"quality",
	"knowledge",
	"cases",
	"notify",
);
order.push("text", "files", "registry", "access", "channels", "queue", "db", "domain");

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
/** "cases" for src/cases/x.ts; null for src/x.ts and what lies elsewhere. */
const folderOf = (path: string): string | null => /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
const channelOf = (path: string): string | null => /^src\/channels\/([^/]+)\//.exec(path)?.[1] ?? null;
const screenOf = (path: string): string | null => /^web\/screens\/([^/]+)/.exec(path)?.[1] ?? null;
const isWrites = (path: string): boolean => /^src\/[^/]+\/writes[^/]*\.ts$/.test(path);
const composing = /^(src\/(serve|work|jobs)\.ts$|test\/|bench\/)/;

/** Rules about one import: each tells whether it is refused. */
const importRules: Record<string, (from: string, found: Import) => boolean> = {
	"a folder of src/ imports only folders below it": (from, { to }) => {
		const [here, there] = [folderOf(from), folderOf(to)];
		if (here === null || !to.startsWith("src/") || here === there) return false;
		return there === null || order.indexOf(there) < order.indexOf(here);
	},
	"src/ does not lean on what stands around it": (from, { to }) =>
		/^src\//.test(from) && (/^(web|bench|test|scripts)\//.test(to) || (/^demo\//.test(to) && folderOf(from) !== null)),
	"domain imports only domain": (from, { to }) => {
		if (folderOf(from) !== "domain" || folderOf(to) === "domain") return false;
		return !(isTest(from) && /^(vitest|fast-check)$/.test(to));
	},
	"writes.ts is imported only inside its folder": (from, { to }) => isWrites(to) && folderOf(from) !== folderOf(to),
	"a channel imports only channel.ts, codes.ts, network-call.ts, own-door.ts and its own folder": (
		from,
		{ to, isOwn },
	) => {
		const channel = channelOf(from);
		if (channel === null || !isOwn || isTest(from)) return false;
		return !/^src\/channels\/(channel|codes|network-call|own-door)\.ts$/.test(to) && channelOf(to) !== channel;
	},
	"channel.ts imports only codes.ts of ours": (from, { to, isOwn }) =>
		/^src\/channels\/(channel|codes)\.ts$/.test(from) && isOwn && to !== "src/channels/codes.ts",
	"only the files that put the program together import channels/index.ts": (from, { to }) =>
		to === "src/channels/index.ts" && !composing.test(from),
	"a channel is reached through channels/index.ts": (from, { to }) =>
		/^(src|web|bench)\//.test(from) && folderOf(from) !== "channels" && channelOf(to) !== null,
	"web imports from outside only types of src/http, in web/api.ts and its parts": (from, { to, isOwn, isType }) =>
		/^web\//.test(from) &&
		isOwn &&
		!/^web\//.test(to) &&
		!(/^web\/api(-[a-z]+)?\.ts$/.test(from) && /^src\/http\//.test(to) && isType),
	"a screen never imports a screen": (from, { to }) =>
		screenOf(from) !== null && screenOf(to) !== null && screenOf(from) !== screenOf(to),
	"components import no screen": (from, { to }) => /^web\/components\//.test(from) && screenOf(to) !== null,
};

/** Rules about what a file uses. */
const useRules: Record<string, (path: string, use: Use) => boolean> = {
	"domain uses no clock, no chance, nothing outside": (path, { kind }) =>
		folderOf(path) === "domain" && !isTest(path) && /^(clock|chance|outside)$/.test(kind),
	"writes.ts holds every INSERT, UPDATE and DELETE": (path, { kind }) =>
		kind === "write" && /^src\//.test(path) && !isTest(path) && !isWrites(path) && folderOf(path) !== "queue",
	"only channels and seeds name a network": (path, { kind }) =>
		kind === "network" &&
		/^src\//.test(path) &&
		!isTest(path) &&
		!/^src\/(channels\/|registry\/(seed|demo-))/.test(path),
};

/** All violations in a tree. */
export function checkRules(modules: Module[]): Violation[] {
	const violations: Violation[] = [];
	const paths = new Set(modules.map((module) => module.path));
	for (const { path, imports, uses } of modules) {
		const folder = folderOf(path);
		if (folder !== null && !order.includes(folder))
			violations.push({ rule: "a new folder of src/ is given its place in the order", at: path, what: folder });
		for (const found of imports) {
			const at = `${path}:${found.line}`;
			for (const [rule, refuses] of Object.entries(importRules))
				if (refuses(path, found)) violations.push({ rule, at, what: found.to });
			if (found.isOwn && /\.tsx?$/.test(found.to) && !paths.has(found.to))
				violations.push({ rule: "what is imported exists", at, what: found.to });
		}
		for (const use of uses)
			for (const [rule, refuses] of Object.entries(useRules))
				if (refuses(path, use)) violations.push({ rule, at: `${path}:${use.line}`, what: use.what });
	}
	return [...violations, ...findCycles(modules), ...findOrphans(modules)];
}

function graphOf(modules: Module[]): Map<string, string[]> {
	return new Map(
		modules.map((module) => [module.path, module.imports.filter((one) => one.isOwn).map((one) => one.to)]),
	);
}

/** Every import that closes a circle, found by one walk in depth. */
function findCycles(modules: Module[]): Violation[] {
	const graph = graphOf(modules);
	const state = new Map<string, "open" | "done">();
	const violations: Violation[] = [];
	const visit = (path: string, way: string[]): void => {
		state.set(path, "open");
		for (const to of graph.get(path) ?? []) {
			if (state.get(to) === "open") {
				const circle = [...way.slice(way.indexOf(to)), to];
				violations.push({ rule: "no cycles", at: path, what: circle.join(" → ") });
			} else if (!state.has(to) && graph.has(to)) visit(to, [...way, to]);
		}
		state.set(path, "done");
	};
	for (const path of graph.keys()) if (!state.has(path)) visit(path, [path]);
	return violations;
}

const firstFile = /^(src\/cli\.ts|web\/main\.ts|scripts\/[^/]+\.ts)$/;

/** Files of src/ and web/ that neither the program, the app nor a script reaches; a test alone does not keep a file alive. */
function findOrphans(modules: Module[]): Violation[] {
	const graph = graphOf(modules);
	const reached = new Set([...graph.keys()].filter((path) => firstFile.test(path)));
	// a Set grows while it is walked
	for (const path of reached) for (const to of graph.get(path) ?? []) reached.add(to);
	return modules
		.filter(({ path }) => /^(src|web)\//.test(path) && !isTest(path) && !reached.has(path))
		.map(({ path }) => ({ rule: "no orphans", at: path, what: "nothing that runs imports it" }));
}
