import { readFileSync } from "node:fs";
import { DomainError } from "../../domain/errors.ts";
import { readModel } from "../model/read-model.ts";
import type { TextModel } from "../model/read-model.ts";

const shipped = new URL("../../../models/topics.model", import.meta.url);

let kept: TextModel | undefined;

/**
 * The model of topics that comes with the program (docs/model-card.md), read when it is first asked for.
 * @throws DomainError model-broken with the file and what is wrong with it
 */
export function boxModel(): TextModel {
	return (kept ??= readBox(shipped));
}

/** @throws DomainError model-broken, as `boxModel` does */
export function readBox(file: URL): TextModel {
	try {
		return readModel(readFileSync(file));
	} catch (error) {
		const reason = error instanceof DomainError ? error.details.reason : (error as Error).message;
		throw new DomainError("model-broken", { file: file.pathname.split("/").at(-1), reason });
	}
}
