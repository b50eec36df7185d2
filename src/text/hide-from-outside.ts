import { hidePersonal, hidePersonalCut } from "./hide-personal.ts";

const hidden = "•••";
// every repetition is bounded: the time stays linear on any text
const flat =
	/(?<!\p{L})(?:кв|квартир[аеуы])(?!\p{L})\.?[ \u00a0]{0,3}(?:№[ \u00a0]{0,3})?\d{1,4}(?!\d)(?![ \u00a0]{0,3}(?:градус|°|℃|человек|дет(?:ей|и)(?!\p{L})))/giu;
/** «меня зовут …», «с уважением, …»: up to three words with a capital letter */
const named =
	/(?<!\p{L})([Мм]еня зовут|[Сс] уважением|[Мм]о[её] имя)([ ,:\u00a0-]{1,5})\p{Lu}[\p{L}.-]{0,40}(?: \p{Lu}[\p{L}.-]{0,40}){0,2}/gu;
/** a name with a patronymic, with or without a surname; a surname with initials */
const fullName =
	/(?<!\p{L})(?:\p{Lu}\p{Ll}{1,30} )?\p{Lu}\p{Ll}{1,30} \p{Lu}\p{Ll}{2,30}(?:вич|вна|чна)(?!\p{L})|(?<!\p{L})\p{Lu}\p{Ll}{1,30} \p{Lu}\. ?\p{Lu}\./gu;
/** the beginning of a text was cut at this length, see `excerptOf` */
const cutLength = 279;

/**
 * The beginning of a resident's words for somebody outside the desk: besides what `hidePersonal` hides, flats and
 * names where the text says that they are names. What nothing marks as a name stays.
 */
export function maskPersonal(excerpt: string): string {
	return (excerpt.length < cutLength ? hidePersonal(excerpt) : hidePersonalCut(excerpt))
		.replace(named, (_all, words: string, between: string) => `${words}${between}${hidden}`)
		.replace(fullName, hidden)
		.replace(flat, hidden);
}
