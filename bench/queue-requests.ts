import { caseStatuses } from "../src/domain/case.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { secondChannel, usedTopics } from "./fill-cases.ts";
import type { BenchRegion } from "./region.ts";
import { pick, seeded, streets } from "./texts.ts";

/** One request of the screen: whose, and what it asks for. */
export type Asked = { login: string; query: string };

const curator = "curator";
const agencyLogins = demoRegion.accounts.flatMap(({ login, agencyCode }) => (agencyCode === null ? [] : [login]));
const views = ["open", "mine", "new", "approval", "returned", "answered", "all"];

const ask = (login: string, parameters: Record<string, string | number>): Asked => ({
	login,
	query: new URLSearchParams(Object.entries(parameters).map(([key, value]) => [key, String(value)])).toString(),
});

/** First pages of the queue in every mix of filters that the screen offers; each is asked once. */
export function queueRequests(region: BenchRegion): Asked[] {
	const groups = [...new Set(usedTopics.map(({ groupCode }) => groupCode))];
	const everyFourth = usedTopics.filter((_, index) => index % 4 === 0).map(({ code }) => code);
	const asked: Asked[] = [];
	for (const login of [curator, ...agencyLogins]) {
		for (const view of views) asked.push(ask(login, { view }), ask(login, { view, sort: "newest" }));
		for (const due of ["overdue", "hour", "today"]) asked.push(ask(login, { view: "open", due }));
		for (const status of caseStatuses) asked.push(ask(login, { view: "all", status }));
		for (const [index, topicCode] of everyFourth.entries())
			asked.push(ask(login, { view: index % 2 === 0 ? "open" : "all", topicCode }));
		for (const [index, groupCode] of groups.entries())
			asked.push(ask(login, { view: index % 2 === 0 ? "all" : "open", groupCode }));
		for (const view of ["open", "all", "answered"]) asked.push(ask(login, { view, channel: secondChannel }));
	}
	for (const { id: agencyId } of region.agencies) {
		for (const view of ["open", "all", "new"]) asked.push(ask(curator, { view, agencyId }));
		asked.push(ask(curator, { view: "open", agencyId, due: "overdue" }));
		asked.push(ask(curator, { view: "all", agencyId, topicCode: pickTopic(agencyId) }));
		asked.push(ask(curator, { view: "all", agencyId, groupCode: groups[agencyId % groups.length] ?? "roads" }));
	}
	return asked;
}

const pickTopic = (seed: number): string => pick(usedTopics, seeded(seed)).code;

/** Words of nearly every message, of one in ten, of one season, of one in thousands. */
const commonWords = [
	"дом",
	"улица",
	"вода",
	"снег",
	"лифт",
	"двор",
	"мусор",
	"фонари",
	"подъезд",
	"дорога",
	"здравствуйте",
	"трава",
	"сосульки",
	"лужи",
	"листья",
];
/** The same words as people type them: another case, another number, ё for е. */
const otherForms = [
	"домов",
	"улицами",
	"водой",
	"снегом",
	"лифты",
	"дворами",
	"мусора",
	"фонарь",
	"подъездов",
	"лёд",
	"тёмный подъезд",
];
const twoWords = [
	...["нет воды", "снег крыша", "лифт скорая", "мусор двор", "холодно квартира", "яма дорога", "собаки школа"],
	...["автобус мороз", "фонари тротуар", "управляющая компания", "дом снег", "трава снег", "поликлиника лифт"],
];
const noHits = ["фывапролдж", "ъ", "снежинкаград", "zzz", "на", "и в", '"нет такой фразы никогда"', "-дом -улица"];

/** Searches as people make them; each is asked once. */
export function searchRequests(region: BenchRegion): Asked[] {
	const random = seeded(7);
	const rare = Array.from({ length: 60 }, () => pick(streets, random));
	const asked: Asked[] = [];
	for (const [index, q] of [...commonWords, ...otherForms, ...twoWords, ...noHits].entries()) {
		asked.push(ask(curator, { view: "all", q }), ask(curator, { view: "open", q }));
		asked.push(ask(agencyLogins[index % agencyLogins.length] ?? curator, { view: "all", q }));
	}
	for (const q of rare) asked.push(ask(curator, { view: "all", q }));
	for (const q of rare.slice(0, 20)) {
		asked.push(ask(curator, { view: "all", q: `${q} вода` }));
		asked.push(ask(pick(agencyLogins, random), { view: "all", q: q.split(" ")[0] ?? q }));
	}
	for (const { id: agencyId } of region.agencies)
		for (const q of ["вода", "снег", "двор мусор", "лифт"]) asked.push(ask(curator, { view: "all", agencyId, q }));
	for (const { code: topicCode } of usedTopics.filter((_, index) => index % 10 === 0))
		asked.push(
			ask(curator, { view: "all", topicCode, q: "дом" }),
			ask(curator, { view: "answered", topicCode, q: "снег" }),
		);
	return asked;
}
