import type pg from "pg";
import { hashToken, newToken } from "../../src/access/session-token.ts";
import type { BenchRegion } from "../region.ts";

/** A signed-in person of the desk. */
export type Official = {
	staffId: number;
	role: "curator" | "executor" | "approver";
	agencyId: number | null;
	cookie: string;
};

/** In every agency, and at the centre as many as are left of the whole. */
const inAgency = { executor: 11, approver: 3 } as const;

/** So many people with their sessions: a fifth at the centre, the others in the agencies. */
export async function makeOfficials(client: pg.Client, region: BenchRegion, count: number): Promise<Official[]> {
	const officials: Official[] = [];
	const scale = count / 200;
	const add = async (role: Official["role"], agencyId: number | null): Promise<void> => {
		const { rows } = await client.query<{ id: number }>(
			"insert into staff (region_id, login, name, password_hash, agency_id) values ($1, $2, $3, '-', $4) returning id",
			[region.id, `official-${officials.length}`, `Official ${officials.length}`, agencyId],
		);
		const staffId = rows[0]?.id ?? 0;
		await client.query("insert into staff_role (region_id, staff_id, role_code) values ($1, $2, $3)", [
			region.id,
			staffId,
			role,
		]);
		const token = newToken();
		await client.query(
			"insert into session (token_hash, region_id, staff_id, expires_at) values ($1, $2, $3, now() + interval '1 day')",
			[hashToken(token), region.id, staffId],
		);
		officials.push({ staffId, role, agencyId, cookie: `otklik_session=${token}` });
	};
	for (const { id } of region.agencies) {
		for (let i = 0; i < Math.max(1, Math.round(inAgency.executor * scale)); i++) await add("executor", id);
		// two who may approve are needed for two to press at once
		for (let i = 0; i < Math.max(2, Math.round(inAgency.approver * scale)); i++) await add("approver", id);
	}
	while (officials.length < count) await add("curator", null);
	return officials;
}
