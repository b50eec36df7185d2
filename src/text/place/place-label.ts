import { nominativeOf } from "./declension.ts";
import type { ReadName } from "./place-name.ts";
import type { PlaceType } from "./type-words.ts";

/** «ул. Ленина», «Невский проспект», «мкр. Северный»; a street without a type is called «ул.». */
export function streetLabel({ type, core, typeAt }: ReadName): string {
	if (!type) return /^(?:набережная|аллея|шоссе|проспект|проезд|линия)(?!\p{L})/iu.test(core) ? core : `ул. ${core}`;
	if (typeAt === "within") return core;
	const isLabelFirst = typeAt === "first" || type.full === "улица" || type.kind === "area";
	return isLabelFirst ? `${type.label} ${core}` : `${core} ${type.full}`;
}

/** «Озёрск», «пос. Лучистый»: a town needs no type. */
export function settlementLabel({ type, core }: ReadName): string {
	return type && type.full !== "город" ? `${type.label} ${core}` : core;
}

/** The label of a street that no gazetteer knows, from the words of a text: «на улице Садовой» → «ул. Садовая». */
export function unknownStreetLabel(words: string[], type: PlaceType): string {
	const named = words.map((word) => {
		const ordinal = /^(\d{1,3})-?[а-яё]{1,3}$/i.exec(word);
		if (ordinal) return `${ordinal[1]}-${{ f: "я", m: "й", n: "е" }[type.gender]}`;
		// «улица Крупской» and «улица Чайкиной» bear the names of women
		return type.kind !== "street" || /(?:[сц]к|[иы]н)ой$/.test(word) ? word : nominativeOf(word, type.gender);
	});
	return `${type.label} ${named.map(capitalised).join(" ")}`;
}

const small = /^(?:лет|летия|летие|и|на|реки|речки|канала|имени)$/i;

function capitalised(word: string): string {
	return small.test(word) ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** An address for people: «ул. Ленина, 25, Озёрск». */
export function addressLabel(street: string | null, house: string | null, town: string | null): string {
	return [street, house, town].filter((part) => part !== null && part !== "").join(", ");
}

/** The label of a settlement that no gazetteer knows: «пос. Лучистый». */
export const unknownSettlementLabel = (words: string[], type: PlaceType): string => `${type.label} ${words.join(" ")}`;
