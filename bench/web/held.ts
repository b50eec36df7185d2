import type { CDPSession } from "@playwright/test";

/** A snapshot of the heap as the DevTools protocol gives it: rows of numbers, whose columns are named apart. */
type Snapshot = {
	snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
	nodes: number[];
};

/** What the engine made of the program, and what the browser keeps for its own tools. */
const engines = new Set(["code", "native", "hidden", "synthetic", "object shape"]);

/** Bytes of the objects, arrays, strings and functions that the app itself still holds. */
export async function bytesHeld(devtools: CDPSession): Promise<number> {
	const parts: string[] = [];
	const onPart = ({ chunk }: { chunk: string }): void => void parts.push(chunk);
	devtools.on("HeapProfiler.addHeapSnapshotChunk", onPart);
	await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
	devtools.off("HeapProfiler.addHeapSnapshotChunk", onPart);
	const { snapshot, nodes } = JSON.parse(parts.join("")) as Snapshot;
	const { node_fields: fields, node_types: types } = snapshot.meta;
	const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
	let bytes = 0;
	for (let at = 0; at < nodes.length; at += fields.length)
		if (!engines.has(types[0][nodes[at + type] ?? 0] ?? "")) bytes += nodes[at + size] ?? 0;
	return bytes;
}
