import type { Agency } from "../../api-routing.ts";

/** How agencies that answer a group of topics are usually called. */
const names: Record<string, RegExp> = {
	housing: /жкх|жкк|жилищ|коммунал/i,
	energy: /энерг/i,
	roads: /дорож|дорог/i,
	transit: /транспорт/i,
	improvement: /благоустр/i,
	health: /здрав/i,
	social: /соцзащит|социальн/i,
	military: /социальн|соцзащит|военн/i,
	labour: /труд|занятост/i,
	safety: /безопасност|чрезвычайн|мчс/i,
	education: /образован|просвещ/i,
	ecology: /эколог|природ/i,
	waste: /отход|эколог|природ/i,
	telecom: /связ|цифр/i,
	construction: /строит|архитект/i,
	// not «транспорт»
	sport: /(^|[^а-яё])(мин)?спорт/i,
	economy: /эконом|торговл/i,
	culture: /культур/i,
	agriculture: /сельск|агропром/i,
	property: /имуществ|земельн/i,
	youth: /молод/i,
	tourism: /тури/i,
	rmc: /центр управления|^цур$/i,
};

/** The agency that by its name answers this group of topics; null: none does. */
export function guessAgency(
	groupCode: string,
	agencies: readonly Pick<Agency, "id" | "name" | "shortName">[],
): number | null {
	const words = names[groupCode];
	if (!words) return null;
	return agencies.find(({ name, shortName }) => words.test(name) || words.test(shortName))?.id ?? null;
}
