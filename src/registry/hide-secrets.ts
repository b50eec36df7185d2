/** Shorter values are no keys, and would tear holes into ordinary words. */
const shortestSecret = 6;

/** Takes a page's keys out of words that came from outside, should a network repeat them, and cuts the rest to 500 letters. */
export function hideSecrets(text: string, secrets: Record<string, string>): string {
	let hidden = text.replaceAll("\0", "");
	for (const secret of Object.values(secrets)) {
		if (secret.length < shortestSecret) continue;
		for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
			hidden = hidden.replaceAll(form, "…");
	}
	return hidden.toWellFormed().slice(0, 500);
}
