import { expect, test } from "vitest";
import { keyName, readTwo } from "./keys.ts";
import { isSingle } from "./single-keys.ts";

const press = (code: string, key: string, given: Partial<Parameters<typeof keyName>[0]> = {}) => ({
	code,
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...given,
});

test.each([
	["j of the Latin layout", press("KeyJ", "j"), "j"],
	["the same key of the Russian layout", press("KeyJ", "о"), "j"],
	["with Shift", press("KeyJ", "О", { shiftKey: true }), "j"],
	["the palette in the Russian layout", press("KeyK", "л", { ctrlKey: true }), "mod+k"],
	["the palette of a Mac", press("KeyK", "k", { metaKey: true }), "mod+k"],
	["the slash, a full stop in the Russian layout", press("Slash", "."), "/"],
	["the question mark, a comma in the Russian layout", press("Slash", ",", { shiftKey: true }), "?"],
	["with Alt the key is the browser's", press("KeyA", "a", { altKey: true }), ""],
])("%s", (_, event, name) => expect(keyName(event)).toBe(name));

test("what is pressed alone can be switched off, what takes two or has a name of its own stays", () => {
	for (const name of ["j", "1", "/", "?", "g q"]) expect([name, isSingle(name)]).toEqual([name, true]);
	for (const name of ["mod+k", "mod+/", "enter", "escape", "arrowdown", "f1", ""])
		expect([name, isSingle(name)]).toEqual([name, false]);
});

test("the letter after g says where to go, for a moment", () => {
	const read = readTwo();
	expect(read("g", 1000)).toBe("g");
	expect(read("m", 1500)).toBe("g m");
	// the next one is a key of its own again
	expect(read("m", 1600)).toBe("m");
	read("g", 2000);
	expect(read("m", 9000)).toBe("m");
});

test("g twice goes to what stands under g; another key in between forgets it", () => {
	const read = readTwo();
	read("g", 0);
	expect(read("g", 10)).toBe("g g");
	read("g", 100);
	expect(read("escape", 110)).toBe("escape");
	expect(read("n", 120)).toBe("n");
});
