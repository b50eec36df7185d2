/** What Cohen's kappa says in a word, by the usual steps of Landis and Koch (1977), the middle ones joined. */
export function kappaMeaning(kappa: number): "poor" | "fair" | "good" {
	return kappa < 0.4 ? "poor" : kappa < 0.6 ? "fair" : "good";
}
