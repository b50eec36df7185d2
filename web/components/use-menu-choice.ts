import { useRef } from "react";
import { stayElsewhere } from "./use-back-to-opener.ts";

/** What a menu's item begins, begins when the menu is gone and its button has the focus again: whatever opens leads back there. */
export function useMenuChoice() {
	const chosen = useRef<(() => void) | null>(null);
	return {
		choose: (run: () => void) => () => {
			chosen.current = run;
		},
		/** for the content of the menu */
		onCloseAutoFocus: (event: Event) => {
			stayElsewhere(event);
			chosen.current?.();
			chosen.current = null;
		},
	};
}
