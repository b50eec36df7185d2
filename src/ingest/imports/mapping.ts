/** What a row of a cabinet's table may tell; each is one column. */
export const importFields = [
	"number",
	"text",
	"sentAt",
	"topic",
	"address",
	"dueAt",
	"name",
	"phone",
	"email",
	"url",
] as const;
export type ImportField = (typeof importFields)[number];
/** Without these there is no message. */
export const neededFields: readonly ImportField[] = ["number", "text", "sentAt"];

/** Which column of the file is which field, by the column's name. */
export type Mapping = Partial<Record<ImportField, string>>;

/** Words of headers, the surest first; none was seen in a real export of a portal, so that a person checks every proposal. */
const headerWords: [ImportField, RegExp][] = [
	["number", /^№|^(n|no\.?|id|ид)$|номер|идентификатор|number/i],
	["dueAt", /срок|дедлайн|контрольн|ответить до|due|deadline/i],
	[
		"sentAt",
		/дата (и время )?(создания|поступления|подачи|регистрации|обращения|сообщения)|создано|поступило|created|received/i,
	],
	["sentAt", /^дата|date/i],
	["topic", /тема|категория|подкатегория|рубрика|факт|topic|category/i],
	["address", /адрес(?!ат)|местоположение|место|address|location/i],
	["email", /почт|e-?mail/i],
	["phone", /телефон|phone/i],
	["name", /фио|ф\. ?и\. ?о|заявитель|автор|имя|житель|name|applicant/i],
	["url", /ссылка|url|link/i],
	["text", /текст|описание|сообщение|обращение|суть|содержание|проблема|text|description|message/i],
];

/** A first guess of the mapping by the names of the columns; each column is used once. */
export function proposeMapping(columns: readonly string[]): Mapping {
	const mapping: Mapping = {};
	const used = new Set<string>();
	for (const [field, words] of headerWords) {
		if (mapping[field] !== undefined) continue;
		const column = columns.find((name) => !used.has(name) && words.test(name.trim()));
		if (column === undefined) continue;
		mapping[field] = column;
		used.add(column);
	}
	return mapping;
}

export type MappingProblem = { field: ImportField; reason: "missing" | "no-such-column" | "twice" };

/** What stands against a mapping for a file with these columns. */
export function problemsOfMapping(mapping: Mapping, columns: readonly string[]): MappingProblem[] {
	const problems: MappingProblem[] = [];
	const used = new Set<string>();
	for (const field of importFields) {
		const column = mapping[field];
		if (column === undefined) {
			if (neededFields.includes(field)) problems.push({ field, reason: "missing" });
		} else if (!columns.includes(column)) problems.push({ field, reason: "no-such-column" });
		else if (used.has(column)) problems.push({ field, reason: "twice" });
		if (column !== undefined) used.add(column);
	}
	return problems;
}
