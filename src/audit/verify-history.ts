import type { Db, Tx } from "../db/database.ts";
import { comparePositions } from "./position.ts";
import type { Position } from "./position.ts";
import { openEntries, readLastSeal, readSeals } from "./reads.ts";
import { sealRegion } from "./seal-history.ts";
import { digestOf, hashSeal, noHash, unpackLeaves } from "./seal.ts";
import type { Entry, Leaf, Seal } from "./seal.ts";

/** What does not fit. An entry is named by its table and id; `seal` is the block it stands in. */
export type Difference =
	| { kind: "changed" | "missing" | "inserted"; table: "case_event" | "audit_event"; id: number; seal: number }
	/** the seal itself was changed, or the one before it was made anew */
	| { kind: "seal-changed"; seal: number }
	| { kind: "seal-missing"; seal: number }
	/** the hash written down earlier is not in the chain: the chain was made anew, or its end was cut off */
	| { kind: "anchor-missing" };

export type Verdict = {
	differences: Difference[];
	/** how many there are; at most `mostTold` are listed */
	found: number;
	seals: number;
	entries: number;
	/** entries behind the last seal: nothing protects them yet */
	unsealed: number;
	/** the end of the chain, after what was settled has been sealed, too; null: no history */
	last: { number: number; hash: string } | null;
};

export const mostTold = 100;
const sealsAtOnce = 40;

type Findings = Pick<Verdict, "differences" | "found">;

/**
 * Reckons a region's whole chain anew from the rows themselves and, when all of it fits, seals what is settled meanwhile.
 * Who owns the database can make a whole chain anew; only a hash written down outside of it tells that.
 * @param anchor a hash written down earlier, hex
 */
export async function verifyHistory(
	db: Db,
	regionId: number,
	options: { anchor?: string | undefined; now: () => Date },
): Promise<Verdict> {
	const checked = await db
		.transaction()
		.setIsolationLevel("repeatable read")
		.setAccessMode("read only")
		.execute((tx) => verifyChain(tx, regionId, options.anchor?.toLowerCase()));
	if (checked.found > 0) return { ...checked, last: endOf(await readLastSeal(db, regionId)) };
	const sealed = await sealRegion(db, regionId, options.now);
	const unsealed = Math.max(0, checked.unsealed - sealed);
	return { ...checked, unsealed, last: endOf(await readLastSeal(db, regionId)) };
}

const endOf = (seal: Omit<Seal, "leaves"> | null) => seal && { number: seal.number, hash: seal.hash.toString("hex") };

async function verifyChain(tx: Tx, regionId: number, anchor: string | undefined): Promise<Omit<Verdict, "last">> {
	const findings: Findings = { differences: [], found: 0 };
	const history = await openHistory(tx, regionId);
	let before: Pick<Seal, "number" | "hash"> = { number: 0, hash: noHash };
	let [seals, entries, isAnchored] = [0, 0, anchor === undefined];
	for (;;) {
		const next = await readSeals(tx, regionId, before.number, sealsAtOnce);
		for (const seal of next) {
			checkSeal(findings, regionId, before, seal);
			const found = await history.upTo(seal.to);
			checkEntries(findings, seal, found, seal.number > before.number + 1);
			entries += found.length;
			seals++;
			isAnchored ||= seal.hash.toString("hex") === anchor;
			before = seal;
		}
		if (next.length < sealsAtOnce) break;
	}
	if (!isAnchored) note(findings, { kind: "anchor-missing" });
	return { ...findings, seals, entries, unsealed: await history.countRest() };
}

function note(findings: Findings, difference: Difference): void {
	findings.found++;
	if (findings.differences.length < mostTold) findings.differences.push(difference);
}

function checkSeal(findings: Findings, regionId: number, before: { number: number; hash: Buffer }, seal: Seal): void {
	for (let missing = before.number + 1; missing < seal.number; missing++)
		note(findings, { kind: "seal-missing", seal: missing });
	const isFit = hashSeal(regionId, before.hash, seal).equals(seal.hash);
	// behind a gap the chain cannot fit: the gap is what is told
	if (!isFit && seal.number === before.number + 1) note(findings, { kind: "seal-changed", seal: seal.number });
}

const tables = ["case_event", "audit_event"] as const;
const keyOf = ({ source, id }: Leaf): string => `${source} ${id}`;

/**
 * Compares what a seal kept of its entries with what stands there now.
 * @param isBehindGap entries of missing seals stand among those found: they are not told as put in
 */
function checkEntries(
	findings: Findings,
	{ number, leaves }: Seal,
	found: readonly Leaf[],
	isBehindGap: boolean,
): void {
	const kept = unpackLeaves(leaves);
	// the seal was told of already
	if (!kept) return;
	const isSame = ({ source, id, digest }: Leaf, other: Leaf | undefined) =>
		other !== undefined && source === other.source && id === other.id && digest.equals(other.digest);
	if (kept.length === found.length && kept.every((leaf, index) => isSame(leaf, found[index]))) return;
	const now = new Map(found.map((leaf) => [keyOf(leaf), leaf]));
	for (const leaf of kept) {
		const other = now.get(keyOf(leaf));
		now.delete(keyOf(leaf));
		const at = { table: tables[leaf.source], id: leaf.id, seal: number };
		if (!other) note(findings, { kind: "missing", ...at });
		else if (!isSame(leaf, other)) note(findings, { kind: "changed", ...at });
	}
	if (isBehindGap) return;
	for (const { source, id } of now.values())
		note(findings, { kind: "inserted", table: tables[source], id, seal: number });
}

type Lane = { fetch: () => Promise<Entry[]>; entries: Entry[]; at: number; isOver: boolean };

type History = {
	/** what stands up to and with a position and was not given yet */
	upTo: (end: Position) => Promise<Leaf[]>;
	countRest: () => Promise<number>;
};

/** Both tables of a region's history in one order. */
async function openHistory(tx: Tx, regionId: number): Promise<History> {
	const lanes: Lane[] = [];
	for (const source of [0, 1] as const)
		lanes.push({ fetch: await openEntries(tx, regionId, source), entries: [], at: 0, isOver: false });
	const next = async (end: Position | null): Promise<Entry | null> => {
		let first: Lane | null = null;
		for (const lane of lanes) {
			if (lane.at === lane.entries.length && !lane.isOver) await refill(lane);
			const head = lane.entries[lane.at];
			const best: Entry | undefined = first?.entries[first.at];
			if (head && (!best || comparePositions(head, best) < 0)) first = lane;
		}
		const entry = first?.entries[first.at];
		if (!first || !entry || (end && comparePositions(entry, end) > 0)) return null;
		first.at++;
		return entry;
	};
	return {
		upTo: async (end) => {
			const leaves: Leaf[] = [];
			for (let entry = await next(end); entry; entry = await next(end))
				leaves.push({ source: entry.source, id: entry.id, digest: digestOf(entry.text) });
			return leaves;
		},
		countRest: async () => {
			let count = 0;
			while (await next(null)) count++;
			return count;
		},
	};
}

async function refill(lane: Lane): Promise<void> {
	lane.entries = await lane.fetch();
	lane.at = 0;
	lane.isOver = lane.entries.length === 0;
}
