import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localUrl, needSecretKey, projectRoot } from "./config.ts";
import type { Config } from "./config.ts";
import { listenTrouble } from "./listen-trouble.ts";
import { needMigrated, reachDatabase } from "./reach-database.ts";
import { runService } from "./service.ts";
import type { Go, Stoppable } from "./service.ts";
import { findWebApp } from "./web-build.ts";

/** `otklik serve` */
export function serve(config: Config): Promise<void> {
	const direct = async () => {
		const go = await reach(config);
		return { ...go, demo: config.isDemo ? await demoOf(config, go.databaseUrl) : null };
	};
	return runService(direct, async () => {
		const { startServer } = await import("./serve.ts");
		return async ({ databaseUrl, demo, webRoot }) => {
			const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
			const { host, port, publicUrl, trustedProxies, undoSeconds, files } = config;
			const secretKey = needSecretKey(config);
			try {
				const address = { host, port, publicUrl, trustedProxies };
				const settings = {
					...address,
					undoSeconds,
					databaseUrl,
					files,
					demo,
					webRoot,
					secretKey,
					version,
					logger: true,
				};
				const server = await startServer(settings);
				process.stderr.write(`${publicUrl} (${server.url})\n`);
				if (webRoot === null) process.stderr.write("The web app is not built (npm run build): the API alone.\n");
				return server;
			} catch (error) {
				throw listenTrouble(error as Error, host, port, "PORT");
			}
		};
	});
}

/** `otklik work` */
export function work(config: Config): Promise<void> {
	return runService(
		() => reach(config),
		async () => {
			const { startWorker } = await import("./work.ts");
			return async ({ databaseUrl }) => {
				const secretKey = needSecretKey(config);
				const { files, publicUrl } = config;
				const onError = (error: unknown) => console.error(error);
				const worker = await startWorker({ databaseUrl, secretKey, files, publicUrl, onError });
				process.stderr.write("The worker is at work.\n");
				return worker;
			};
		},
	);
}

/** `otklik demo` */
export function demo(config: Config): Promise<void> {
	return runService(
		() => reach(config),
		async () => {
			const { startDemo } = await import("./demo.ts");
			return async ({ databaseUrl }) => {
				// it keeps what residents wrote
				process.umask(0o077);
				try {
					const network = await startDemo(config, databaseUrl, needSecretKey(config));
					process.stderr.write(`${network.url}\n`);
					return network;
				} catch (error) {
					throw listenTrouble(error as Error, config.host, config.demoPort, "DEMO_PORT");
				}
			};
		},
	);
}

async function reach(config: Config): Promise<Go & Stoppable> {
	const { url, stop } = await reachDatabase(config);
	try {
		await needMigrated(url);
	} catch (error) {
		await stop();
		throw error;
	}
	return { databaseUrl: url, demo: null, webRoot: findWebApp(), stop };
}

async function demoOf(config: Config, databaseUrl: string): Promise<Go["demo"]> {
	const { seedDemoRegion } = await import("./maintain.ts");
	return seedDemoRegion(databaseUrl, needSecretKey(config), localUrl(config.host, config.demoPort));
}
