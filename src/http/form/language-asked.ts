import type { FastifyRequest } from "fastify";
import type { Language } from "./words.ts";

/** The language of a page without an account: the one its address names, else the one the browser asks for, else Russian. */
export function languageAsked(request: Pick<FastifyRequest, "url" | "headers">): Language {
	const named = /[?&]lang=(ru|en)(?:&|$)/.exec(request.url)?.[1];
	if (named) return named === "en" ? "en" : "ru";
	return preferred(request.headers["accept-language"] ?? "");
}

/** By RFC 9110, 12.5.4: of what we speak, what weighs most; of two alike, the first. */
export function preferred(accepted: string): Language {
	let best: Language = "ru";
	let most = 0;
	for (const range of accepted.slice(0, 500).split(",")) {
		const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
		const spoken = /^(ru|en)(?:-|$)/.exec(tag.trim())?.[1];
		const weight = weightOf(parameters);
		if (!spoken || !(weight > most)) continue;
		best = spoken === "en" ? "en" : "ru";
		most = weight;
	}
	return best;
}

function weightOf(parameters: readonly string[]): number {
	const given = parameters.map((one) => /^\s*q=([\d.]{1,5})\s*$/.exec(one)?.[1]).find(Boolean);
	return given === undefined ? 1 : Number(given);
}
