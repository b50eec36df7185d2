import { expect, test } from "vitest";
import { asKind, isPromiseMissing, isSent, nothingSaid, promiseToSend, type Said } from "./draft-said.ts";

const whole = { who: "Бригада", what: "заменит насос", dueOn: "2026-12-05" };
const said = (change: Partial<Said>): Said => ({ ...nothingSaid, text: "Здравствуйте", ...change });

test("a promise goes to the server whole, half typed it stays behind, and a question has none", () => {
	expect(promiseToSend(said({ kind: "interim", promise: { ...whole, who: " Бригада " } }))).toEqual(whole);
	expect(promiseToSend(said({ kind: "interim", promise: { ...whole, what: "" } }))).toBeUndefined();
	expect(promiseToSend(said({ kind: "question", promise: whole }))).toBeNull();
	expect(promiseToSend(said({}))).toBeNull();
});

test("what the server would not take is no reason to send again", () => {
	const there = said({ kind: "interim" });
	expect(isSent(said({ kind: "interim", promise: { ...whole, dueOn: "" } }), there)).toBe(true);
	expect(isSent(said({ kind: "interim", promise: whole }), there)).toBe(false);
	expect(isSent(said({ kind: "final" }), there)).toBe(false);
	expect(isSent(said({ kind: "question", promise: whole }), said({ kind: "question" }))).toBe(true);
});

test("an interim answer begins a promise, and another kind drops one that is half typed", () => {
	const interim = asKind(said({}), "interim", "Минжилэнерго");
	expect(interim.promise).toEqual({ who: "Минжилэнерго", what: "", dueOn: "" });
	expect(isPromiseMissing(interim)).toBe(true);
	expect(asKind(interim, "final", "").promise).toBeNull();
	expect(asKind({ ...interim, promise: whole }, "final", "").promise).toEqual(whole);
	expect(asKind(interim, "question", "").promise).toEqual(interim.promise);
	expect(isPromiseMissing(said({ kind: "question", promise: interim.promise }))).toBe(false);
});
