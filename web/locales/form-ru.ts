import { plural } from "./plural.ts";

/** What a field says of what was typed into it, before anything is sent. */
export const formRu = {
	missing: "Заполните это поле.",
	short: (least: number) =>
		`Слишком коротко: нужно не меньше ${plural("ru", least, { one: "знака", few: "знаков", many: "знаков", other: "знака" })}.`,
	chooseFile: "Выбрать файл",
	noFile: "Файл не выбран",
	shape: "Так не подойдёт.",
	shapeCheck: "Проверьте, нет ли лишних знаков.",
};
