import { openFolderStore } from "./folder-store.ts";
import type { S3Settings } from "./s3-store.ts";
import type { FileStore } from "./store.ts";

export type FileSettings = { kind: "folder"; folder: string } | ({ kind: "s3" } & S3Settings);

/** The storage of the settings. The S3 library is loaded only where it is used. */
export async function openStore(settings: FileSettings): Promise<FileStore> {
	if (settings.kind === "folder") return openFolderStore(settings.folder);
	const { kind: _kind, ...s3 } = settings;
	const { openS3Store } = await import("./s3-store.ts");
	return openS3Store(s3);
}
