import { placeKinds } from "./reads-gazetteer.ts";
import type { PlaceKind } from "./reads-gazetteer.ts";

/** Why something of a file was not taken, in a sentence for people. */
export type Reason = { ru: string; en: string };
/** A place as a file tells it; its territory is a code, a name or an alias. */
export type FilePlace = {
	kind: PlaceKind;
	name: string;
	settlement: string | null;
	street: string | null;
	territory: string | null;
	latitude: number | null;
	longitude: number | null;
	aliases: string[];
};
export const gazetteerColumns = [
	"kind",
	"name",
	"settlement",
	"street",
	"territory",
	"latitude",
	"longitude",
	"aliases",
] as const;
export type GazetteerColumn = (typeof gazetteerColumns)[number];
export type GazetteerRow = Partial<Record<GazetteerColumn, string>>;

const longestName = 200;
const mostAliases = 30;
const kinds = new Map<string, PlaceKind>([
	...placeKinds.map((kind) => [kind, kind] as const),
	["населённый пункт", "settlement"],
	["населенный пункт", "settlement"],
	["город", "settlement"],
	["улица", "street"],
	["дом", "house"],
	["здание", "house"],
	["объект", "landmark"],
	["ориентир", "landmark"],
]);

/**
 * Reads one row. A row that does not say its kind is a house if it names a street, a street if it names a settlement,
 * else a settlement, unless `usualKind` says otherwise.
 */
export function readGazetteerRow(row: GazetteerRow, usualKind: PlaceKind | null): FilePlace | Reason {
	const told = cleanName(row.name ?? "");
	if (told === "") return { ru: "нет названия", en: "no name" };
	const [settlement, street] = [cleanName(row.settlement ?? ""), cleanName(row.street ?? "")];
	const kind = readKind(row.kind ?? "", usualKind ?? (street ? "house" : settlement ? "street" : "settlement"));
	if (typeof kind !== "string") return kind;
	if (kind === "house" && !street) return { ru: "у дома нет улицы", en: "a house without a street" };
	const point = readPoint(row.latitude ?? "", row.longitude ?? "");
	if ("ru" in point) return point;
	const all = splitAliases(row.aliases ?? "");
	const name = russianName(told, all);
	for (const one of [name, settlement, street])
		if (one.length > longestName)
			return { ru: `название длиннее ${longestName} знаков`, en: `a name longer than ${longestName} characters` };
	const aliases = all.filter((alias) => alias !== name && /[а-яё]/i.test(alias) && alias.length <= longestName);
	return {
		kind,
		name,
		settlement: settlement || null,
		street: street || null,
		territory: cleanName(row.territory ?? "") || null,
		...point,
		aliases: aliases.slice(0, mostAliases),
	};
}

/** One line, no control characters, well-formed and composed. */
export function cleanName(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\p{Cc}\s]+/gu, " ")
		.normalize("NFC")
		.trim();
}

function readKind(text: string, usual: PlaceKind): PlaceKind | Reason {
	const word = cleanName(text).toLowerCase();
	if (word === "") return usual;
	const kind = kinds.get(word);
	if (kind) return kind;
	const short = word.slice(0, 40);
	return {
		ru: `неизвестный вид «${short}», бывают: ${placeKinds.join(", ")}`,
		en: `unknown kind "${short}", possible: ${placeKinds.join(", ")}`,
	};
}

function readPoint(latitude: string, longitude: string): Pick<FilePlace, "latitude" | "longitude"> | Reason {
	if (latitude.trim() === "" && longitude.trim() === "") return { latitude: null, longitude: null };
	const point = { latitude: readDegrees(latitude), longitude: readDegrees(longitude) };
	const names = { latitude: ["широта", 90], longitude: ["долгота", 180] } as const;
	for (const axis of ["latitude", "longitude"] as const) {
		const [word, most] = names[axis];
		if (Math.abs(point[axis]) <= most) continue;
		const written = (axis === "latitude" ? latitude : longitude).trim().slice(0, 40);
		return {
			ru: `${word} «${written}» — не число от −${most} до ${most}`,
			en: `${axis} "${written}" is no number from −${most} to ${most}`,
		};
	}
	return point;
}

/** Excel writes a decimal comma. NaN when it is no plain number. */
function readDegrees(text: string): number {
	const plain = text.trim().replace(",", ".");
	return /^[-+]?\d{1,3}(?:\.\d{0,20})?$/.test(plain) ? Number(plain) : Number.NaN;
}

const splitAliases = (text: string): string[] => [
	...new Set(
		text
			.slice(0, 20_000)
			.split(/[;|,]/)
			.map(cleanName)
			.filter((one) => one !== ""),
	),
];

/** GeoNames tell names in Latin letters: the alias in Russian letters that reads most like it is the name. */
function russianName(name: string, aliases: string[]): string {
	if (/\p{Script=Cyrillic}/u.test(name)) return name;
	let best = name;
	let least = Number.POSITIVE_INFINITY;
	for (const alias of aliases.slice(0, 100)) {
		if (!/^[а-яё\d .-]{1,60}$/iu.test(alias)) continue;
		const distance = difference(transliterate(alias), name.toLowerCase().replaceAll(/['’`]/g, "").slice(0, 60));
		if (distance < least) [best, least] = [alias, distance];
	}
	return best;
}

/** How many letters must be changed to make one word of the other (Levenshtein); for short words. */
function difference(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, i) => i);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const changed = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
			next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}

const latin: Record<string, string> = Object.fromEntries(
	"а a,б b,в v,г g,д d,е e,ё e,ж zh,з z,и i,й y,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х kh,ц ts,ч ch,ш sh,щ shch,ъ ,ы y,ь ,э e,ю yu,я ya"
		.split(",")
		.map((pair) => pair.split(" ") as [string, string]),
);

/** Russian letters as Latin ones (BGN/PCGN without its marks), lower case. */
export const transliterate = (text: string): string =>
	[...text.toLowerCase()].map((letter) => latin[letter] ?? letter).join("");

/** A code for a territory made of its name: «Озёрский район» → "ozerskiy-rayon". */
export function codeFromName(name: string, taken: ReadonlySet<string>): string {
	const plain = transliterate(name).replace(/[^a-z0-9]+/g, "-");
	const base = plain.replace(/^-|-$/g, "").slice(0, 40).replace(/-$/, "") || "territory";
	for (let number = 1; ; number++) {
		const code = number === 1 ? base : `${base}-${number}`;
		if (!taken.has(code)) return code;
	}
}
