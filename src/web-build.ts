import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { projectRoot } from "./config.ts";
import { SetupError } from "./db/setup-error.ts";

/** Where the built web app lies. */
export const webRoot = join(projectRoot, "dist", "web");
const stampFile = join(webRoot, ".otklik-stamp");

/** The built web app, or null when it was never built. */
export function findWebApp(): string | null {
	return existsSync(join(webRoot, "index.html")) ? webRoot : null;
}

/** All that the built app follows from, as one hash. */
function sourceHash(): string {
	const hash = createHash("sha256");
	const files = ["web", join("docs", "guide")]
		.flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
	const builders = ["vite.config.ts", join("scripts", "guide-plugin.ts"), "package-lock.json"];
	for (const file of [...files, ...builders.map((name) => join(projectRoot, name))])
		hash.update(file.slice(projectRoot.length)).update("\0").update(readFileSync(file)).update("\0");
	return hash.digest("hex");
}

/**
 * Builds the web app unless the built one is of these sources. What was built before stays until the new one is whole.
 * @param say told when there is something to wait for
 * @throws SetupError when it cannot be built
 */
export async function buildWebApp(say: (ru: string, en: string) => void): Promise<string> {
	const hash = sourceHash();
	if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return webRoot;
	say("Собираю веб-приложение…", "Building the web app…");
	const fresh = `${webRoot}-new-${process.pid}`;
	const old = `${webRoot}-old-${process.pid}`;
	try {
		mkdirSync(dirname(webRoot), { recursive: true });
		await runVite(fresh);
		writeFileSync(join(fresh, ".otklik-stamp"), hash);
		if (existsSync(webRoot)) renameSync(webRoot, old);
		renameSync(fresh, webRoot);
	} catch (error) {
		if (error instanceof SetupError) throw error;
		const reason = (error as Error).message;
		throw new SetupError(`Веб-приложение не собралось: ${reason}`, `The web app could not be built: ${reason}`, error);
	} finally {
		rmSync(fresh, { recursive: true, force: true });
		rmSync(old, { recursive: true, force: true });
	}
	return webRoot;
}

function runVite(outDir: string): Promise<void> {
	const program = join(projectRoot, "node_modules", "vite", "bin", "vite.js");
	// relative to web/, as vite.config.ts gives it
	const folder = relative(join(projectRoot, "web"), outDir);
	const args = [program, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", "ignore", "pipe"] });
		let words = "";
		child.stderr.on("data", (chunk: Buffer) => (words += chunk));
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve();
			else reject(new Error(words.trim().split("\n").slice(0, 5).join("; ")));
		});
	});
}
