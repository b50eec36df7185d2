import fc from "fast-check";

type Json = Record<string, unknown>;

/** One way to spoil a body: a value put, taken away or multiplied somewhere in its depth, or bytes of its text changed. */
export type Edit =
	| { kind: "put"; place: number; value: unknown }
	| { kind: "take"; place: number }
	| { kind: "repeat"; place: number; times: number }
	| { kind: "bytes"; place: number; bytes: Uint8Array; over: number };

/** Values that have broken readers before: extremes, look-alikes of other types, names of prototypes, endless and broken texts. */
const hostile = fc.oneof(
	{ weight: 3, arbitrary: fc.jsonValue({ stringUnit: "binary" }) },
	fc.constantFrom<unknown>(
		null,
		true,
		[],
		{},
		"",
		"0",
		-0,
		-1,
		1.5,
		2 ** 31,
		2 ** 53,
		-(2 ** 63),
		1e308,
		"__proto__",
		"constructor",
		"\u0000",
		"\ud800",
		"[id1|",
		"' or 1=1 --",
		"<script>alert(1)</script>",
		"http://127.0.0.1:1/",
		"9999-99-99T99:99:99Z",
	),
	fc.constantFrom(10, 100, 1_000, 1_000, 10_000).map((length) => "ё".repeat(length)),
	fc.integer({ min: 2, max: 300 }).map((depth) => nest(depth)),
	fc.constant({ toString: 1, valueOf: 1, length: -1 }),
);

function nest(depth: number): unknown {
	let value: unknown = 1;
	for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
	return value;
}

/** Up to four edits; most bodies stay readable as JSON, so that they get past the first check. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.record({ kind: fc.constant("put" as const), place: fc.nat(), value: hostile }) },
		{ weight: 2, arbitrary: fc.record({ kind: fc.constant("take" as const), place: fc.nat() }) },
		{
			weight: 1,
			arbitrary: fc.record({
				kind: fc.constant("repeat" as const),
				place: fc.nat(),
				// seldom many: they cost the most time and find the least
				times: fc.oneof({ weight: 19, arbitrary: fc.nat({ max: 8 }) }, { weight: 1, arbitrary: fc.nat({ max: 200 }) }),
			}),
		},
		{
			weight: 1,
			arbitrary: fc.record({
				kind: fc.constant("bytes" as const),
				place: fc.nat(),
				bytes: fc.uint8Array({ maxLength: 8 }),
				over: fc.nat({ max: 8 }),
			}),
		},
	),
	{ minLength: 1, maxLength: 4 },
);

/** The body with the edits made, those of its structure first. The given object is used up. */
export function spoil(body: Json, made: readonly Edit[]): Buffer {
	for (const edit of made) if (edit.kind !== "bytes") editSomewhere(body, edit);
	let bytes: Buffer = Buffer.from(JSON.stringify(body));
	for (const edit of made)
		if (edit.kind === "bytes") {
			const at = edit.place % (bytes.length + 1);
			bytes = Buffer.concat([bytes.subarray(0, at), edit.bytes, bytes.subarray(at + edit.over)]);
		}
	return bytes;
}

/** Puts, takes or repeats at one of the places of a value, anywhere in its depth. */
export function editSomewhere(body: Json, edit: Exclude<Edit, { kind: "bytes" }>): void {
	const places: [Json, string][] = [];
	const walk = (node: unknown): void => {
		if (typeof node !== "object" || node === null) return;
		for (const key of Object.keys(node)) {
			places.push([node as Json, key]);
			walk((node as Json)[key]);
		}
	};
	walk(body);
	const found = places[edit.place % Math.max(places.length, 1)];
	if (!found) return;
	const [parent, key] = found;
	if (edit.kind === "put") parent[key] = structuredClone(edit.value);
	else if (edit.kind === "take") delete parent[key];
	else parent[key] = Array.from({ length: edit.times }, () => parent[key]);
}
