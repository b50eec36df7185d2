import { findNumbers } from "../domain/personal-numbers.ts";

// every repetition is bounded: the time stays linear on any text
const email = /[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,100}\.\p{L}{2,20}/gu;
/** an address with one name behind the host, as profiles have: "host/name", "host/id123", "host/profile/123", "host/x?sel=123" */
const profileLink =
	/(?<![\p{L}\d])(?:https?:\/\/)?(?:[\p{L}\d-]{1,63}\.){1,4}\p{L}{2,10}\/(?:(?:profile|user|people|u|im|gim\d{0,20})(?:\/|\?sel=)[\w.%-]{1,64}|@?[\w.%-]{1,64})\/?(?![\p{L}\d/?#=&])/gu;
/** "[id123|Name]" and "@name" */
const mention = /\[(?:id|club|public)\d{1,20}\|[^\]\n]{1,100}\]|(?<![\p{L}\d@.])@[\w.]{3,64}/gu;

/**
 * A text in which numbers of telephones and papers, e-mail addresses and links to people stand as dots.
 * It keeps its length in UTF-16 units, so that places in it stay where they are. Names in the text stay: no rule finds them surely.
 */
export function hidePersonal(text: string): string {
	// before links: an address of a mailbox looks like one
	let hidden = text.replace(email, hideSame).replace(mention, hideSame).replace(profileLink, hideSame);
	for (const { start, end } of findNumbers(hidden))
		hidden = hidden.slice(0, start) + hideSame(hidden.slice(start, end)) + hidden.slice(end);
	return hidden;
}

/** Every unit a dot, but for white space. */
const hideSame = (words: string): string => words.replace(/\S/g, "•");

/** As `hidePersonal`, of a text that was cut at its end: what may be the beginning of a number or an address goes, too. */
export function hidePersonalCut(text: string): string {
	return hidePersonal(text).replace(/(?:[+(]?\d[\d\s().-]{0,30}|\S{0,100}[@/]\S{0,100})$/u, hideSame);
}
