import { useLayoutEffect, useRef } from "react";
import { hasSingleKeys, isSingle } from "./single-keys.ts";

const isTyping = (target: EventTarget | null) =>
	target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A box that is ticked is no field to type in: the keys of the screen work on it. */
const isTypedInto = (target: EventTarget | null) =>
	isTyping(target) && !(target instanceof HTMLInputElement && target.type === "checkbox");

/**
 * The name of the pressed key by its place on the keyboard, so that the same key works in the Russian layout:
 * "a" … "z", "/", "?", "enter", "escape", "arrowdown", "mod+enter".
 */
export function keyName(
	event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
	const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
	if (event.altKey) return "";
	if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return `${mod}?`;
	if (event.code === "Slash") return `${mod}/`;
	if (/^Key[A-Z]$/.test(event.code)) return mod + event.code.slice(3).toLowerCase();
	return mod + event.key.toLowerCase();
}

/** So long after `g` the next letter still says where to go. */
const goMs = 1500;

/** Reads keys one after another: the letter after `g` becomes "g q", and is nothing by itself. */
export function readTwo(): (name: string, at: number) => string {
	let goUntil = 0;
	return (name, at) => {
		const isSecond = at < goUntil && /^[a-z]$/.test(name);
		goUntil = name === "g" && !isSecond ? at + goMs : 0;
		return isSecond ? `g ${name}` : name;
	};
}

const readNext = readTwo();
/** every listener hears the same name of one press */
const names = new WeakMap<KeyboardEvent, string>();

function nameOf(event: KeyboardEvent): string {
	const known = names.get(event);
	if (known !== undefined) return known;
	const own = keyName(event);
	const name = isTypedInto(event.target) ? own : readNext(own, event.timeStamp);
	names.set(event, name);
	return name;
}

/**
 * Keys of a screen: single ones, and "g q": `g`, then the letter. They are silent while a person types, except "escape" and
 * those with "mod+".
 */
export function useKeys(keys: Record<string, ((event: KeyboardEvent) => void) | undefined>): void {
	const latest = useRef(keys);
	latest.current = keys;
	// heard from the moment at which the screen is seen
	useLayoutEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing) return;
			const name = nameOf(event);
			const run = latest.current[name];
			if (!run || (isSingle(name) && !hasSingleKeys())) return;
			const isAnywhere = name === "escape" || name.startsWith("mod+");
			const isInside = document.querySelector(
				"dialog[open], [data-modal], [data-radix-popper-content-wrapper] [role=listbox]",
			);
			if (isInside || (isTypedInto(event.target) && !isAnywhere)) return;
			run(event);
		};
		window.addEventListener("keydown", listen);
		return () => window.removeEventListener("keydown", listen);
	}, []);
}
