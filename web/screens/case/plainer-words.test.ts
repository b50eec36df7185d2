import { expect, test } from "vitest";
import { readPlainer } from "./plainer-words.ts";

test.each([
	["alternatives", "из-за, потому что", "по причине", ["из-за", "потому что"], null],
	["a capital letter stays", "сейчас", "В настоящее время", ["Сейчас"], null],
	["an abbreviation is no beginning of a sentence", "дом", "МКД", ["дом"], null],
	["advice after the wording", "подрядчик; назовите, кто", "подрядная организация", ["подрядчик"], "назовите, кто"],
	["advice alone", "уберите: начните с сути", "рассмотрев", [], "уберите: начните с сути"],
	["no more than three", "а, б, в, г", "слово", ["а", "б", "в"], null],
	["nothing", "", "слово", [], null],
])("%s", (_, plainer, place, wordings, advice) => {
	expect(readPlainer(plainer, place)).toEqual({ wordings, advice });
});
