import { routingEn } from "../../locales/routing-en.ts";
import { routingRu, type RoutingWords } from "../../locales/routing-ru.ts";
import { useLanguage } from "../../preferences.ts";

/** The words of agencies, topics and routing in the chosen language. */
export function useRoutingWords(): RoutingWords {
	return useLanguage() === "en" ? routingEn : routingRu;
}
