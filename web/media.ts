import { useSyncExternalStore } from "react";

/** Whether there is room for the right column; the same width as `--breakpoint-wide` in styles.css. */
const wide = matchMedia("(min-width: 80rem)");

export function useIsWide(): boolean {
	return useSyncExternalStore(
		(listener) => {
			wide.addEventListener("change", listener);
			return () => wide.removeEventListener("change", listener);
		},
		() => wide.matches,
	);
}
