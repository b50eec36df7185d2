import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DraftContext } from "./draft.ts";
import { readDraft } from "./read-draft.ts";

const usual: DraftContext = {
	maxLength: 4096,
	question: "Во дворе яма",
	topicCode: null,
	isPhysical: true,
	photos: 0,
	maxPhotos: 10,
	earlierAnswers: [],
	now: new Date("2025-04-10T09:00:00Z"),
};

/** The findings of one code as "severity:words". */
function found(code: string, text: string, context: Partial<DraftContext> = {}): string[] {
	return readDraft(text, { ...usual, ...context })
		.filter((one) => one.code === code)
		.map(({ severity, start, end }) => `${severity}:${text.slice(start, end)}`);
}

describe("personal", () => {
	test.each([
		["Письмо от гр. Соколова И. П. рассмотрено.", "block:Соколова И. П."],
		["Заявитель Соколов Иван Петрович не открыл дверь.", "block:Соколов Иван Петрович"],
		["С гражданкой Соколовой А. И. проведена беседа.", "block:Соколовой А. И."],
		["Соколов Иван Петрович проживает в этом доме.", "block:Соколов Иван Петрович"],
		["По заявке из ул. Садовая, д. 5, кв. 12 (Соколова М. И.) трубу заменили.", "block:Соколова М. И."],
		["Собственник квартиры 7 Соколов И. П. долг погасил.", "block:Соколов И. П."],
		["Мария Ивановна Соколова, 12.03.1961 года рождения, на учёте.", "block:Мария Ивановна Соколова"],
		["Соколову Ивану Петровичу поставлен диагноз: бронхит.", "block:диагноз: бронхит"],
		["В аварии виновен Соколов Иван Петрович.", "warn:Соколов Иван Петрович"],
		["Ваш диагноз подтверждён комиссией.", "warn:Ваш диагноз"],
		["Бригада была по адресу ул. Садовая, д. 5, кв. 12.", "warn:кв. 12"],
	])("%s", (text, finding) => {
		expect(found("personal", text)).toContain(finding);
	});

	test.each([
		["Ответ подготовил начальник отдела Соколов Иван Петрович."],
		["Глава города И. П. Соколов осмотрел мост."],
		["Уважаемая Мария Ивановна, яму засыпали."],
		["Здравствуйте, Иван Петрович! Яму засыпали."],
		["Фонарь на улице Маршала Конева горит."],
		["Школа имени Ивана Петровича Соколова открыта."],
		["В подъезде, где кв. 5–12, сменили лампу на ул. Садовой, д. 5."],
		["Мужа Марии нашли."],
		["Дом на 3-й линии В. О. отремонтирован."],
		["Диагноз ставит врач на приёме."],
		["Яму засыпали.\nСоколов Иван Петрович"],
	])("silent: %s", (text) => {
		expect(found("personal", text)).toEqual([]);
	});

	test("a flat that the resident named himself", () => {
		const text = "Мастер был на ул. Садовой, д. 5, кв. 12.";
		expect(found("personal", text, { question: "Садовая 5, кв. 12, течёт труба" })).toEqual([]);
	});
});

describe("officialese", () => {
	test.each([
		["В целях обеспечения безопасности поставлен знак.", "В целях обеспечения", "чтобы обеспечить, чтобы было"],
		["В настоящее время вода есть.", "В настоящее время", "сейчас"],
		["Осуществляется вывоз снега.", "Осуществляется", "делается; скажите глаголом, кто что делает"],
		["Данный вопрос решён.", "Данный", "этот, эта, это"],
		["На вышеуказанном участке чисто.", "вышеуказанном", null],
		[
			"Не представляется возможным открыть кран.",
			"Не представляется возможным",
			"нельзя, не получилось; скажите почему",
		],
		["Работают силами подрядной организации.", "подрядной организации", "подрядчик; назовите, кто"],
		["Лампа в надлежащем состоянии.", "в надлежащем состоянии", null],
		["Проверка проведения обследования содержания дороги.", "проведения обследования содержания", null],
	])("%s", (text, words, plainer) => {
		const finding = readDraft(text, usual).find(
			(one) => one.code === "officialese" && text.slice(one.start, one.end).includes(words),
		);
		expect(finding?.severity).toBe("hint");
		if (plainer !== null) expect(finding?.plainer).toBe(plainer);
	});

	test.each([
		"Яму засыпали.",
		"Здравствуйте. Вода будет к вечеру.",
		"Автобус 5 снова ходит по улице Садовой.",
		"Мы сменили лампу и проверили провода.",
		"Снег вывезли ночью, тротуар посыпали песком.",
		"Школу откроют в сентябре.",
		"Мастер придёт завтра в десять.",
		"Дверь починили, замок новый.",
	])("silent: %s", (text) => {
		expect(found("officialese", text)).toEqual([]);
	});

	test("a heavy text is told as a whole, a plain one not", () => {
		const heavy =
			"В соответствии с действующим законодательством в рамках предоставленных полномочий осуществляется контроль надлежащего содержания придомовой территории многоквартирного дома. В целях обеспечения безопасности граждан, в связи с отсутствием финансирования, произведено обследование дорожного покрытия, по результатам рассмотрения проводятся мероприятия.";
		expect(found("hard-to-read", heavy)).toEqual(["hint:"]);
		const plain = "Мы проверили двор. Яму засыпали, песок привезли. Завтра мастер сменит лампу у входа. ".repeat(5);
		expect(found("hard-to-read", plain)).toEqual([]);
	});
});

describe("copy", () => {
	const answer =
		"Здравствуйте. Воду отключили из-за аварии на трубе у дома 5, бригада уже работает, вода будет к 18:00.";
	test("told to the same person again it is a warning, whatever the numbers", () => {
		expect(found("copy", answer.replace("18:00", "20:00"), { answersHere: [answer] })).toEqual(["warn:"]);
	});

	test("told to another it is a hint, unless its numbers are its own", () => {
		expect(found("copy", answer, { earlierAnswers: ["Снег убрали.", answer] })).toEqual(["hint:"]);
		expect(found("copy", answer.replace("дома 5", "дома 7"), { earlierAnswers: [answer] })).toEqual([]);
	});

	test.each([
		["Яму засыпали.", "Яму засыпали."],
		[answer, "Совсем другой ответ о снеге, который вывезли ночью с улицы Садовой две машины и трактор."],
		[`${answer} А ещё мы проверили подвал, сменили вентиль, и теперь давление в трубах такое, как нужно.`, answer],
		[answer, ""],
	])("silent: %s", (text, earlier) => {
		expect(found("copy", text, { earlierAnswers: [earlier] })).toEqual([]);
	});
});

test("findings of the numbers and gaps stay, an empty text has that one finding", () => {
	expect(found("phone", "Звоните 8 916 123-45-67")).toEqual(["block:8 916 123-45-67"]);
	expect(found("placeholder", "Уберём до [дата]")).toEqual(["block:[дата]"]);
	expect(readDraft(" \n", usual)).toEqual([{ code: "empty", severity: "block", start: 0, end: 2 }]);
	expect(found("too-long", "Яму засыпали.", { maxLength: 5 })).toEqual(["block:асыпали."]);
});

/** more by OTKLIK_PROPERTY_RUNS */
const runs = Number(process.env.OTKLIK_PROPERTY_RUNS ?? 1000);
const patienceMs = 600_000;

describe("laws", () => {
	const piece = fc.constantFrom(
		..."Здравствуйте! |Обратитесь |в |управляющую |компанию. |Принято |в работу. |будет |выполнено |до |12.03.2025 |5 |мая |кв. 7 |ул. Садовая |Соколов |Иван |Петрович |И. П. |гр. |диагноз |осуществляется |в целях |в соответствии с |проведения |фото |оцените |если |? |! |... |\n|…|<|{|ё|\u0301|😀|\ud800|№ |г. |Когда |почему |яму |засыпали".split(
			"|",
		),
	);
	const text = fc.oneof(
		fc.string({ unit: "binary", maxLength: 300 }),
		fc.array(piece, { maxLength: 60 }).map((list) => list.join("")),
	);

	test("any draft on any question: no throw, the same twice, in order, inside the text", {
		timeout: patienceMs,
	}, () => {
		fc.assert(
			fc.property(text, text, fc.array(text, { maxLength: 3 }), (draft, question, earlierAnswers) => {
				const context = { ...usual, question, earlierAnswers, answersHere: earlierAnswers };
				const findings = readDraft(draft, context);
				expect(readDraft(draft, context)).toEqual(findings);
				let before = 0;
				for (const { start, end } of findings) {
					expect(start).toBeGreaterThanOrEqual(before);
					expect(end).toBeGreaterThanOrEqual(start);
					expect(end).toBeLessThanOrEqual(draft.length);
					before = start;
				}
			}),
			{ numRuns: runs },
		);
	});

	test("what is added behind a text takes none of its blocking numbers away", () => {
		fc.assert(
			fc.property(text, (rest) => {
				const phones = found("phone", `Звоните 8 916 123-45-67. ${rest}`);
				expect(phones[0]).toBe("block:8 916 123-45-67");
			}),
		);
	});

	test.each([
		"будет ",
		"в соответствии с ",
		"Соколов И. П. ",
		"Соколов Иван Петрович ",
		"ул. а, кв. 1 ",
		"обратитесь ",
		"! ",
		"? ",
		"проведения ",
		"закон от ",
		"а",
		"1",
		"гр. ",
		"А. ",
		"\n",
		"данный ",
		". ",
	])(
		"20,000 characters of %j take no time",
		(unit) => {
			const long = unit.repeat(20_000 / unit.length);
			expect(readDraft(long, { ...usual, question: long, earlierAnswers: [long] })).toBeInstanceOf(Array);
		},
		5000,
	);
});
