/** The same number in 0 … 1 for the same thing in every run: the week is scripted, not thrown. */
export function chance(...of: (string | number)[]): number {
	let hash = 2_166_136_261;
	for (const letter of of.join(" ")) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
	// the last bits of this hash are poor: mix them once more
	hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0;
	return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}

export function pick<T>(list: readonly T[], ...of: (string | number)[]): T {
	return list[Math.floor(chance(...of) * list.length)] as T;
}
