import type { formRu } from "./form-ru.ts";
import { plural } from "./plural.ts";

export const formEn: typeof formRu = {
	missing: "Fill in this field.",
	short: (least) => `Too short: at least ${plural("en", least, { one: "character", other: "characters" })}.`,
	chooseFile: "Choose a file",
	noFile: "No file chosen",
	shape: "This won’t do.",
	shapeCheck: "Check for stray characters.",
};
