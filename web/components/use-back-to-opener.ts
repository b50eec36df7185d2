import { useState } from "react";

/**
 * For a dialog that no trigger of its own opens: whoever leaves it stands where it was opened.
 * @returns for `onCloseAutoFocus` of its content
 */
export function useBackToOpener() {
	const [opener] = useState(() => document.activeElement);
	return (event: Event) => {
		event.preventDefault();
		if (opener instanceof HTMLElement) opener.focus();
	};
}
