/** The words of a Russian or English text as the matchers compare them: lower case, ё as е. Punctuation parts words. */
export function wordsOf(text: string): string[] {
	return (
		text
			.toLowerCase()
			.replaceAll("ё", "е")
			.match(/[\p{L}\p{N}]+/gu) ?? []
	);
}
