import { DomainError } from "../../domain/errors.ts";

/** Why a file cannot be read as a table; words in `web/locales`. */
export const tableTroubles = [
	"empty",
	"too-large",
	"unpacks-too-large",
	"broken",
	"old-format",
	"locked",
	"encoding",
	"no-header",
	"too-many-columns",
	"too-many-rows",
] as const;
export type TableTrouble = (typeof tableTroubles)[number];

export const tableTrouble = (reason: TableTrouble): DomainError => new DomainError("file-unreadable", { reason });
