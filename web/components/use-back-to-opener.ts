import { useState } from "react";

/**
 * What closes gives the focus back a moment later: whoever has opened something else by then stays there.
 * For `onCloseAutoFocus` of a content with a trigger of its own.
 */
export function stayElsewhere(event: Event): void {
	if (document.activeElement !== document.body) event.preventDefault();
}

/**
 * For a dialog that no trigger of its own opens: whoever leaves it stands where it was opened.
 * @returns for `onCloseAutoFocus` of its content
 */
export function useBackToOpener() {
	const [opener] = useState(() => document.activeElement);
	return (event: Event) => {
		stayElsewhere(event);
		if (event.defaultPrevented) return;
		event.preventDefault();
		if (opener instanceof HTMLElement) opener.focus();
	};
}
