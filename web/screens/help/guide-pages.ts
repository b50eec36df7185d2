import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../preferences.ts";

export type { GuidePage } from "virtual:guide/ru";

const guides = { ru: () => import("virtual:guide/ru"), en: () => import("virtual:guide/en") };

/** The guide in a language: fetched with the app's files when somebody first looks into it. */
export const guideQuery = (language: Language) =>
	queryOptions({
		queryKey: ["guide", language],
		queryFn: async () => (await guides[language]()).pages,
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: Number.POSITIVE_INFINITY,
	});
