import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startEmbedded } from "../../src/db/embedded.ts";
import type { Embedded } from "../../src/db/embedded.ts";

const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export type Target = "server" | "worker" | "database";

/** The real processes of a desk, each of which can be killed at any moment and comes back as a supervisor would bring it. */
export type Processes = {
	databaseUrl: string;
	/** starts server and worker; the database runs already */
	startServices: () => void;
	kill: (target: Target) => Promise<void>;
	/** takes the database away and gives it back after `ms` */
	takeDatabaseAway: (ms: number) => Promise<void>;
	stop: () => Promise<void>;
	/** starts of each kind, the first one included */
	starts: Record<Target, number>;
};

export async function startProcesses(dataDir: string, port: number, secretKey: Buffer): Promise<Processes> {
	let database: Embedded = await startEmbedded({ dataDir });
	const env = {
		...process.env,
		DATABASE_URL: database.url,
		OTKLIK_SECRET_KEY: secretKey.toString("base64"),
		PORT: String(port),
	};
	const starts: Record<Target, number> = { server: 0, worker: 0, database: 1 };
	const children = new Map<"server" | "worker", ChildProcess>();
	let isOver = false;
	const start = (name: "server" | "worker") => {
		starts[name]++;
		const child = spawn(process.execPath, [cli, name === "server" ? "serve" : "work"], {
			env,
			stdio: ["ignore", "ignore", "inherit"],
		});
		children.set(name, child);
		child.once("exit", () => {
			if (!isOver) setTimeout(() => !isOver && start(name), 100);
		});
	};
	const bringDatabaseBack = async () => {
		database = await startEmbedded({ dataDir });
		starts.database++;
	};
	const killDatabase = async () => {
		process.kill(database.pid, "SIGKILL");
		await database.ended;
	};
	return {
		databaseUrl: database.url,
		starts,
		startServices: () => {
			start("server");
			start("worker");
		},
		kill: async (target) => {
			if (target !== "database") return void children.get(target)?.kill("SIGKILL");
			await killDatabase();
			await bringDatabaseBack();
		},
		takeDatabaseAway: async (ms) => {
			await killDatabase();
			await new Promise((resolve) => setTimeout(resolve, ms));
			await bringDatabaseBack();
		},
		stop: async () => {
			isOver = true;
			for (const child of children.values()) child.kill("SIGTERM");
			for (const child of children.values())
				if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
			await database.stop();
		},
	};
}
