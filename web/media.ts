import { useSyncExternalStore } from "react";

const hook = (query: string) => {
	const media = matchMedia(query);
	const listen = (listener: () => void) => {
		media.addEventListener("change", listener);
		return () => media.removeEventListener("change", listener);
	};
	return () => useSyncExternalStore(listen, () => media.matches);
};

/** Whether there is room for the right column; the same width as `--breakpoint-wide` in styles.css. */
export const useIsWide = hook("(min-width: 80rem)");

/** Whether it is the screen of a telephone; the same width as `--breakpoint-mid`. */
export const useIsNarrow = hook("(width < 48rem)");
