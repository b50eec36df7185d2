import type { aroundRu } from "./around-ru.ts";

export const aroundEn: typeof aroundRu = {
	mergeHere: "Merge into this",
	mergeHint: "It will wait for the answer of this case",
	mergedHere: (id) => `No. ${id} is merged into this case`,
	mapTitle: "Within a kilometre",
	nobody: "No other open cases are near.",
	near: (count, isWhole) =>
		`${count} open ${count === 1 ? "case" : "cases"}${isWhole ? "" : " and more"}, nearest first`,
	metres: (metres) => `${metres} m`,
	here: "the same place",
	north: "N",
	directions: [
		"to the north",
		"to the north-east",
		"to the east",
		"to the south-east",
		"to the south",
		"to the south-west",
		"to the west",
		"to the north-west",
	],
	more: (count) => `${count} more`,
	copyAddress: "Copy the address",
};
