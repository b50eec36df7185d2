/** What is offered instead of a phrase: wordings to put in its place, and what to think of beside them. */
export type PlainerWords = { wordings: string[]; advice: string | null };

const mostWordings = 3;
/** «назовите день», «уберите: начните с сути»: said to the writer, not to the resident */
const isAdvice = (text: string): boolean => /^\p{L}{1,20}(?:ите|йте|ьте)(?!\p{L})/u.test(text) || /[:…]/.test(text);

/**
 * Reads the wording that a finding offers: other words by commas, advice after a semicolon.
 * @param place what the words would stand in place of: a capital letter stays one
 */
export function readPlainer(plainer: string, place: string): PlainerWords {
	const [first = "", ...rest] = plainer.split(";").map((part) => part.trim());
	const isAll = isAdvice(first);
	const wordings = isAll ? [] : first.split(",").map((one) => one.trim());
	const advice = (isAll ? [first, ...rest] : rest).filter((one) => one !== "").join("; ");
	const isCapital = /^\p{Lu}\P{Lu}/u.test(place);
	return {
		wordings: wordings
			.filter((one) => one !== "")
			.slice(0, mostWordings)
			.map((one) => (isCapital ? one.charAt(0).toUpperCase() + one.slice(1) : one)),
		advice: advice || null,
	};
}
