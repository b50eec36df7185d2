import { useEffect, useRef } from "react";

const isTyping = (target: EventTarget | null) =>
	target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * The name of the pressed key by its place on the keyboard, so that the same key works in the Russian layout:
 * "a" … "z", "/", "?", "enter", "escape", "arrowdown", "mod+enter".
 */
export function keyName(event: KeyboardEvent): string {
	const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
	if (event.altKey) return "";
	if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return `${mod}?`;
	if (event.code === "Slash") return `${mod}/`;
	if (/^Key[A-Z]$/.test(event.code)) return mod + event.code.slice(3).toLowerCase();
	return mod + event.key.toLowerCase();
}

/** Single keys of a screen. They are silent while a person types, except "escape" and those with "mod+". */
export function useKeys(keys: Record<string, ((event: KeyboardEvent) => void) | undefined>): void {
	const latest = useRef(keys);
	latest.current = keys;
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing) return;
			const name = keyName(event);
			const run = latest.current[name];
			if (!run) return;
			const isAnywhere = name === "escape" || name.startsWith("mod+");
			const isInside = document.querySelector("dialog[open], [data-radix-popper-content-wrapper] [role=listbox]");
			if (isInside || (isTyping(event.target) && !isAnywhere)) return;
			run(event);
		};
		window.addEventListener("keydown", listen);
		return () => window.removeEventListener("keydown", listen);
	}, []);
}
