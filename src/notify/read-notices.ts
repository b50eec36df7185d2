import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { updateRead } from "./writes.ts";

/** A person has seen their notices up to one of them. @returns how many were new */
export function readNotices(db: Db, caller: Caller, upTo: number, now: Date): Promise<number> {
	return updateRead(db, caller.regionId, caller.staffId, upTo, now);
}
