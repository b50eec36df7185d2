import { useEffect, useRef } from "react";

/**
 * Who leaves what a button opened stands on that button again, not at the beginning of the page.
 * @param open what is open: its name where there are several, else whether it is; null or false: nothing
 * @returns gives the reference for the button that opens these; it may itself be away meanwhile
 */
export function useFocusBack(
	open: string | boolean | null,
): (...names: string[]) => (button: HTMLElement | null) => void {
	const buttons = useRef(new Map<string, HTMLElement>());
	const was = useRef(open);
	useEffect(() => {
		const left = open ? null : was.current;
		was.current = open;
		// the person may have gone on elsewhere
		if (left && document.activeElement === document.body) buttons.current.get(String(left))?.focus();
	}, [open]);
	return (...names) =>
		(button) => {
			for (const name of names.length > 0 ? names : ["true"]) {
				if (button) buttons.current.set(name, button);
				else buttons.current.delete(name);
			}
		};
}
