import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import type { DemoRegion } from "../src/registry/demo-region.ts";
import { seedDemo, seedOwnRegion } from "../src/registry/seed.ts";
import { startServer } from "../src/serve.ts";
import { upgrade } from "../src/upgrade.ts";
import { startWorker } from "../src/work.ts";
import { readDemoCommunities } from "./communities.ts";
import { startDemoNetwork } from "./network.ts";
import type { Community, DemoNetwork } from "./network.ts";

export type System = {
	url: string;
	databaseUrl: string;
	secretKey: Buffer;
	network: DemoNetwork;
	accounts: { login: string; password: string; name: string; role: string }[];
	stop: () => Promise<void>;
};

export type SystemOptions = {
	databaseUrl: string;
	secretKey: Buffer;
	/** built web app, or null for the API alone */
	webRoot?: string | null;
	/** begins a region of one's own instead of the demo; its administrator is the only account */
	isEmpty?: boolean;
	/** communities of the network besides those of the demo */
	communities?: Community[];
	/** another made-up region than the usual one */
	region?: DemoRegion;
	/** for how long an approval can be taken back; none unless given */
	undoSeconds?: number;
	/** waits between repeats of an event, seconds */
	ladderSeconds?: number[];
	onError?: (error: unknown) => void;
};

/** A whole desk with its demo network in this process, on an empty database: for tests and the replay. */
export async function startSystem(options: SystemOptions): Promise<System> {
	const { databaseUrl, secretKey, webRoot = null, onError = () => {} } = options;
	await upgrade(databaseUrl);
	const networkPort = await freePort();
	const db = openDatabase(databaseUrl, 3);
	const apiUrl = `http://127.0.0.1:${networkPort}`;
	const accounts = options.isEmpty
		? await beginOwn(db)
		: (await seedDemo(db, { secretKey, apiUrl }, options.region)).accounts;
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const demo = options.isEmpty ? null : { networkUrl: apiUrl, accounts };
	const folder = await mkdtemp(join(tmpdir(), "otklik-files-"));
	const files = { kind: "folder", folder } as const;
	const server = await startServer({
		...{ databaseUrl, secretKey, files, demo, webRoot, port, host: "127.0.0.1" },
		...{ version: "test", publicUrl: url, logger: false, undoSeconds: options.undoSeconds ?? 0 },
	});
	const worker = await startWorker({ databaseUrl, secretKey, files, publicUrl: url, onError });
	const seeded = await readDemoCommunities(db, secretKey, url);
	const communities = [...seeded, ...(options.communities ?? [])];
	const network = await startDemoNetwork({
		...{ host: "127.0.0.1", port: networkPort, stateFile: null, communities },
		...(options.ladderSeconds && { ladderSeconds: options.ladderSeconds }),
	});
	const stop = async (): Promise<void> => {
		await network.close();
		await server.stop();
		await worker.stop();
		await db.destroy();
		await rm(folder, { recursive: true, force: true });
	};
	return { url, databaseUrl, secretKey, network, accounts, stop };
}

async function beginOwn(db: Db): Promise<System["accounts"]> {
	const admin = await seedOwnRegion(db, "Europe/Moscow");
	return admin ? [{ ...admin, name: "Администратор региона", role: "Администратор региона" }] : [];
}

/** A port that nobody uses at this moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
