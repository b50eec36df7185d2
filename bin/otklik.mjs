#!/usr/bin/env node
/* `otklik …`: runs src/cli.ts under a Node that can, the one among the packages when the host's is older. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "src", "cli.ts");
const [major, minor] = process.versions.node.split(".").map(Number);

function findNode() {
	const platform = `${process.platform}-${process.arch}`;
	const names = [".bin/node", `node-${platform}/bin/node`, `node-bin-${platform}/bin/node`];
	return names.map((name) => join(root, "node_modules", name)).find((file) => existsSync(file));
}

function runUnder(node) {
	const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: "inherit" });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
	child.on("exit", (code, signal) => {
		process.exitCode = signal ? 1 : code;
	});
}

if (!existsSync(join(root, "node_modules"))) {
	const { status } = spawnSync(process.execPath, [join(root, "scripts", "prepare.mjs")], { stdio: "inherit" });
	if (status !== 0) process.exit(1);
}
if (major > 24 || (major === 24 && minor >= 7)) {
	process.argv.splice(1, 1, cli);
	await import("../src/cli.ts");
} else {
	const node = findNode();
	if (node) runUnder(node);
	else {
		process.stderr.write(
			`Нужен Node.js 24.7 или новее, а здесь ${process.version}: выполните npm ci или установите его.\n` +
				`Node.js 24.7 or newer is needed, this is ${process.version}: run npm ci, or install it.\n`,
		);
		process.exit(1);
	}
}
