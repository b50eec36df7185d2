import { useEffect, useRef } from "react";

/** Esc inside the element leaves it, before anybody else hears the key. */
export function useEscape<E extends HTMLElement>(leave: (() => void) | undefined) {
	const element = useRef<E>(null);
	useEffect(() => {
		const hear = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || !leave) return;
			event.preventDefault();
			leave();
		};
		const own = element.current;
		own?.addEventListener("keydown", hear);
		return () => own?.removeEventListener("keydown", hear);
	});
	return element;
}
