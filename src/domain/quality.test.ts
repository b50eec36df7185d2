import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkReply } from "./quality.ts";

const limits = { maxLength: 4096 };

/** The findings as "code:text of the finding". */
function found(text: string): string[] {
	return checkReply(text, limits).map(({ code, start, end }) => `${code}:${text.slice(start, end)}`);
}

describe("telephones", () => {
	test.each([
		["Звоните +7 (495) 123-45-67", "+7 (495) 123-45-67"],
		["Звоните 8-800-555-35-35, бесплатно", "8-800-555-35-35"],
		["моб. 89161234567.", "89161234567"],
		["79161234567", "79161234567"],
		["8(42332)1-23-45", "8(42332)1-23-45"],
		["8 (4722) 12-34-56", "8 (4722) 12-34-56"],
		["8 916 123 45 67", "8 916 123 45 67"],
		["8.916.123.45.67", "8.916.123.45.67"],
		["8 – 916 – 123 – 45 – 67", "8 – 916 – 123 – 45 – 67"],
		["8916 123-45-67", "8916 123-45-67"],
		["84722 12-34-56", "84722 12-34-56"],
		["84722123456", "84722123456"],
		["8\u00a0916\u00a0123\u00a045\u00a067", "8\u00a0916\u00a0123\u00a045\u00a067"],
		["8 9 1 6 1 2 3 4 5 6 7", "8 9 1 6 1 2 3 4 5 6 7"],
		["дом 5 8 916 123-45-67", "8 916 123-45-67"],
		["+375 29 123-45-67", "+375 29 123-45-67"],
		["пишите 9161234567", "9161234567"],
		["916 123-45-67", "916 123-45-67"],
		["(495) 123-45-67", "(495) 123-45-67"],
		["(42331) 2-34-56", "(42331) 2-34-56"],
		["(4722) 123456", "(4722) 123456"],
		["4722 12-34-56", "4722 12-34-56"],
		["123-45-67", "123-45-67"],
		["тел. 23-45-67", "23-45-67"],
		["т. 2-34-56", "2-34-56"],
		["телефон диспетчера: 234567", "234567"],
		["Позвоните в приёмную 45 67 89", "45 67 89"],
		["№ 89161234567", "89161234567"],
	])("%s", (text, phone) => {
		expect(found(text)).toEqual([`phone:${phone}`]);
	});

	test("several, each with its place", () => {
		expect(found("8 916 123-45-67, 8 916 123-45-68 или 234-56-78")).toEqual([
			"phone:8 916 123-45-67",
			"phone:8 916 123-45-68",
			"phone:234-56-78",
		]);
	});
});

test.each([
	"Снег уберут до 15.03.2024, работы начнутся 12 марта в 10:30.",
	"Позвоните 112 или 122, круглосуточно.",
	"Телефон экстренных служб 101, 102, 103.",
	"ул. Садовая, д. 8, корп. 2, кв. 116",
	"дома 8 9 10 11 12 13 по Садовой",
	"Дом 8, 30.03.2024 10:15 мастер будет у вас",
	"в доме 8 30.03.2024 10 работников",
	"с 12.03.2024 по 15.03.2024",
	"2024-03-12 08:30",
	"Выделено 89 161 234 567 рублей",
	"Выделено 89161234567 руб.",
	"Сумма 9 161 234 567,50 ₽",
	"Ваше обращение № 2947980 принято, номер случая 24-118",
	"Ответ по делу № 123-45-67 готов",
	"обращение № 9161234567",
	"ИНН 9161234567",
	"кадастровый номер 25:28:050017:1234",
	"Маршруты 8, 9, 16 и 123 ходят с 5:45 до 23:10",
	"В 2024–2025 годах отремонтируют 4722 м трубы",
	"Звонок поступил 12-03-24, мастер выехал",
	"ГОСТ 33220-2015, СП 42.13330.2016",
	"Почта на площади Связи работает, знак @ на двери новый",
	"a < b, c > d; в XX веке; XIX–XX века",
	"В статье [1] сказано: «снег […] вывозят»",
	"[id1|Житель], спасибо за сообщение",
	"Снег убрали ☃️👍🏻",
	"код 4510 123456",
	"Ваше обращение от 27.10.2020 № 297380 рассмотрено, протокол 2021 № 008112",
	"Вынесено определение 78030 041486",
	"в рамках целевой статьи 9900001480",
	"установлен котел 123456, отель 234567",
])("nothing to find: %s", (text) => {
	expect(found(text)).toEqual([]);
});

describe("other findings", () => {
	test.each([
		["Пишите на priem@gorod.example", ["email:priem@gorod.example"]],
		["a.b+c@xn--80.example, почта@город.рф", ["email:a.b+c@xn--80.example", "email:почта@город.рф"]],
		["Паспорт 4510 123456 получен", ["passport:4510 123456"]],
		["паспорта: 45 10 123456", ["passport:45 10 123456"]],
		["серия 4510 № 123456", ["passport:4510 № 123456"]],
		["4510 номер 123456", ["passport:4510 номер 123456"]],
		["паспорт 4510123456", ["passport:4510123456"]],
		["карта 4111 1111 1111 1111 12/25", ["card:4111 1111 1111 1111"]],
		["4111111111111111", ["card:4111111111111111"]],
		["3782-822463-10005", ["card:3782-822463-10005"]],
		["4111 1111 1111 1112", []],
		["ОГРН 1027700132195", []],
		["СНИЛС 112-233-445 95", ["snils:112-233-445 95"]],
		["11223344595", ["snils:11223344595"]],
		["112-233-445 96", []],
		["{имя}, здравствуйте", ["placeholder:{имя}"]],
		["до [дата] уберём", ["placeholder:[дата]"]],
		["срок «___» марта", ["placeholder:___"]],
		["<ФИО>, ваш вопрос <…>", ["placeholder:<ФИО>", "placeholder:<…>"]],
		["до ХХ.ХХ и xx.xx.xxxx", ["placeholder:ХХ.ХХ", "placeholder:xx.xx.xxxx"]],
		["до ДД.ММ.ГГГГ", ["placeholder:ДД.ММ.ГГГГ"]],
		["Уважаемый (ФИО)!", ["placeholder:(ФИО)"]],
		["%name%, добрый день", ["placeholder:%name%"]],
		["{тел. 8 916 123-45-67}", ["phone:8 916 123-45-67"]],
	])("%s", (text, expected) => {
		expect(found(text)).toEqual(expected);
	});

	test.each(["", " \n\t", "\u200b", "…", "—"])("empty: %j", (text) => {
		expect(checkReply(text, limits)).toEqual([{ code: "empty", severity: "block", start: 0, end: text.length }]);
	});

	test("too long: from the first character that does not fit", () => {
		expect(checkReply("снег", { maxLength: 4 })).toEqual([]);
		expect(checkReply("снега", { maxLength: 4 })).toEqual([{ code: "too-long", severity: "block", start: 4, end: 5 }]);
	});
});

describe("laws", () => {
	const digits = fc
		.array(
			fc.constantFrom(
				..."0123456789",
				" ",
				"-",
				"+7",
				"(",
				")",
				".",
				"8 9",
				"@",
				"{",
				"}",
				"[",
				"]",
				"<",
				">",
				"_",
				"тел",
				"№",
			),
			{
				maxLength: 80,
			},
		)
		.map((list) => list.join(""));
	test("findings lie inside the text, in order, apart from each other", () => {
		fc.assert(
			fc.property(fc.oneof(digits, fc.string({ unit: "binary" })), (text) => {
				let end = 0;
				for (const finding of checkReply(text, { maxLength: 100_000 })) {
					expect(finding.severity).toBe("block");
					expect(finding.start).toBeGreaterThanOrEqual(end);
					expect(finding.end).toBeGreaterThanOrEqual(finding.start);
					end = finding.end;
				}
				expect(end).toBeLessThanOrEqual(text.length);
			}),
			{ numRuns: 1000 },
		);
	});

	test("a telephone is found wherever it stands", () => {
		const words = fc.array(fc.constantFrom("снег", "уберут", "дом 5,", "12.03.2024", "в 10:30", "спасибо!"), {
			maxLength: 6,
		});
		const phone = fc.constantFrom("+7 (495) 123-45-67", "89161234567", "8-800-555-35-35", "916 123-45-67");
		fc.assert(
			fc.property(words, phone, words, (before, number, after) => {
				const text = [...before, number, ...after].join(" ");
				expect(found(text)).toEqual([`phone:${number}`]);
			}),
		);
	});

	test.each([
		"1",
		"8 ",
		"8-",
		"+7",
		"+7(",
		"12 ",
		"a@",
		"a.",
		"a@a.",
		"{",
		"[",
		"<a",
		"_",
		"Х.",
		"тел",
		"тел 1-1 ",
		"4510 ",
		"%a",
		"(",
		" ",
	])(
		"200,000 characters of %j take no time",
		(piece) => {
			checkReply(piece.repeat(200_000 / piece.length), { maxLength: 100 });
		},
		10_000,
	);
});
