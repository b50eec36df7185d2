import { randomUUID } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStore } from "./store.ts";

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Files in a folder of this machine, readable by its owner alone. */
export function openFolderStore(folder: string): FileStore {
	const has: FileStore["has"] = async (name) => {
		try {
			await access(join(folder, name));
			return true;
		} catch (error) {
			if (isMissing(error)) return false;
			throw error;
		}
	};
	return {
		has,
		remove: (name) => rm(join(folder, name), { force: true }),
		put: async (name, bytes) => {
			if (!(await has(name))) await write(folder, name, bytes);
		},
		get: async (name) => {
			try {
				return await readFile(join(folder, name));
			} catch (error) {
				if (isMissing(error)) return null;
				throw error;
			}
		},
	};
}

/** Written aside, on the disk, then renamed: under its name a file is whole or not there, whenever the machine stops. */
async function write(folder: string, name: string, bytes: Buffer): Promise<void> {
	const aside = join(folder, "aside");
	const target = join(folder, name);
	await mkdir(aside, { recursive: true, mode: 0o700 });
	await mkdir(dirname(target), { recursive: true, mode: 0o700 });
	const fresh = join(aside, randomUUID());
	try {
		const file = await open(fresh, "wx", 0o600);
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(fresh, target);
	} finally {
		await rm(fresh, { force: true });
	}
	await syncFolder(dirname(target));
}

/** The new name, too, must be on the disk before a row tells of it. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} catch (error) {
		// not every file system and platform can do it for a folder
		if (!/^(EPERM|EINVAL|EISDIR|ENOTSUP)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
	} finally {
		await handle.close();
	}
}
