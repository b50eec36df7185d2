import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";

const bornMs = 10_000;

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/** A lock is dead when its process is, or when it was made long ago and never signed. */
function isDead(lock) {
	try {
		return !isAlive(Number(readFileSync(join(lock, "pid"), "utf8")));
	} catch {
		const made = statSync(lock, { throwIfNoEntry: false });
		return made !== undefined && Date.now() - made.mtimeMs > bornMs;
	}
}

function tryLock(folder, lock) {
	try {
		if (!existsSync(folder)) mkdirSync(folder);
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
	try {
		mkdirSync(lock);
	} catch (error) {
		// ENOENT: the last holder has just taken the folder away
		if (error.code === "EEXIST" || error.code === "ENOENT") return false;
		throw error;
	}
	writeFileSync(join(lock, "pid"), String(process.pid));
	return true;
}

function release(folder, lock) {
	for (const name of readdirSync(folder)) {
		if (join(folder, name) !== lock) rmSync(join(folder, name), { recursive: true, force: true });
	}
	rmSync(lock, { recursive: true, force: true });
	try {
		rmdirSync(folder);
	} catch {
		// the next holder is already in
	}
}

/** Runs `work` while no other process holds the lock; whatever it leaves in `folder` is taken away. */
export async function withLock(folder, work) {
	const lock = join(folder, "lock");
	let hasSaid = false;
	while (!tryLock(folder, lock)) {
		if (isDead(lock)) {
			// renamed first: of two that find it dead, one takes it away
			const dead = `${lock}-dead-${process.pid}`;
			try {
				renameSync(lock, dead);
				rmSync(dead, { recursive: true, force: true });
			} catch {
				// the other one did
			}
			continue;
		}
		if (!hasSaid) process.stderr.write("Жду другую установку… / Waiting for another installation…\n");
		hasSaid = true;
		await new Promise((done) => setTimeout(done, 100));
	}
	try {
		return await work();
	} finally {
		release(folder, lock);
	}
}
