import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { ErrorCode } from "../domain/errors.ts";
import { boxModel } from "./box/box-model.ts";
import type { ModelFigures } from "./model/network-file.ts";

export type ModelKind = "topic" | "agency";
/** In the place of a row: the model that is shipped with the program. */
export const boxId = 0;

type ModelRow = {
	id: number;
	kind: ModelKind;
	name: string;
	source: "file" | "cases";
	created_at: Date;
	figures: ModelFigures | null;
	current_figures: ModelFigures | null;
	trained_rows: number | null;
	is_active: boolean;
	activated_at: Date | null;
	activated_by_name: string | null;
	bytes: number;
};

/** The models a region can choose among, and how its last training went. @throws DomainError forbidden */
export async function listModels(db: Db, caller: Caller) {
	requirePermission(caller, "model.manage");
	const { regionId } = caller;
	const { rows } = await sql<ModelRow>`
		select m.id, m.kind, m.name, m.source, m.created_at, m.figures, m.current_figures, m.trained_rows, m.is_active,
			m.activated_at, s.name as activated_by_name, octet_length(m.bytes) as bytes
		from text_model m left join staff s on s.region_id = m.region_id and s.id = m.activated_by
		where m.region_id = ${regionId} order by m.id desc`.execute(db);
	const region = await db
		.selectFrom("region")
		.select("wanted_precision")
		.where("id", "=", regionId)
		.executeTakeFirstOrThrow();
	const isBoxActive = !rows.some((row) => row.kind === "topic" && row.is_active);
	return {
		items: [boxItem(isBoxActive), ...rows.map(itemOf)],
		wantedPrecision: region.wanted_precision,
		...(await readLastTraining(db, regionId)),
	};
}

function boxItem(isActive: boolean) {
	const { figures } = boxModel().header;
	return {
		id: boxId,
		kind: "topic" as const,
		name: "box",
		source: "box" as const,
		createdAt: null,
		figures,
		trainedRows: null,
		isActive,
		activatedAt: null,
		activatedByName: null,
		bytes: figures?.modelBytes ?? 0,
	};
}

function itemOf(row: ModelRow) {
	return {
		id: row.id,
		kind: row.kind,
		name: row.name,
		source: row.source,
		createdAt: row.created_at.toISOString(),
		figures: row.figures,
		...(row.current_figures && { currentFigures: row.current_figures }),
		trainedRows: row.trained_rows,
		isActive: row.is_active,
		activatedAt: row.activated_at?.toISOString() ?? null,
		activatedByName: row.activated_by_name,
		bytes: row.bytes,
	};
}

async function readLastTraining(db: Db, regionId: number) {
	const last = await db
		.selectFrom("model_training")
		.select(["started_at", "ended_at", "failure"])
		.where("region_id", "=", regionId)
		.orderBy("id", "desc")
		.limit(1)
		.executeTakeFirst();
	if (!last) return { training: null, failure: null };
	if (last.ended_at === null) return { training: { startedAt: last.started_at.toISOString() }, failure: null };
	const failure = last.failure as { code: ErrorCode; details: Record<string, unknown> } | null;
	return { training: null, failure: failure && { at: last.ended_at.toISOString(), ...failure } };
}

/** A model of the region, without its bytes. */
export async function findModel(
	tx: Tx,
	regionId: number,
	id: number,
): Promise<{ id: number; kind: ModelKind; name: string; isActive: boolean } | undefined> {
	const row = await tx
		.selectFrom("text_model")
		.select(["id", "kind", "name", "is_active as isActive"])
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.forUpdate()
		.executeTakeFirst();
	return row && { ...row, kind: row.kind as ModelKind };
}

/** The bytes of a model of the region. */
export async function readModelBytes(db: Db | Tx, regionId: number, id: number): Promise<Buffer | undefined> {
	const row = await db
		.selectFrom("text_model")
		.select("bytes")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return row?.bytes;
}

/** The bytes of the region's own model at work. */
export async function readActiveBytes(db: Db, regionId: number, kind: ModelKind): Promise<Buffer | undefined> {
	const row = await db
		.selectFrom("text_model")
		.select("bytes")
		.where("region_id", "=", regionId)
		.where("kind", "=", kind)
		.where("is_active", "=", true)
		.executeTakeFirst();
	return row?.bytes;
}

/** What a model of this kind may name in the region: codes of topics; codes or names of agencies. */
export async function readLabels(db: Db | Tx, regionId: number, kind: ModelKind): Promise<Set<string>> {
	if (kind === "topic") {
		const rows = await db.selectFrom("topic").select("code").where("region_id", "=", regionId).execute();
		return new Set(rows.map((row) => row.code));
	}
	const agencies = db.selectFrom("agency").select(["code", "name", "short_name"]).where("region_id", "=", regionId);
	return new Set((await agencies.execute()).flatMap((row) => [row.code, row.name, row.short_name]));
}
