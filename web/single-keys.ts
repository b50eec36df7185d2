import { keptInBrowser } from "./kept.ts";

/**
 * Whether single letters and signs are keys of the screen. Who speaks to the computer, or types by a switch, presses them
 * unawares, so they can be switched off (WCAG 2.1.4).
 */
const singleKeys = keptInBrowser<boolean>(
	"singleKeys",
	(text) => text !== "off",
	(isOn) => (isOn ? null : "off"),
);

export const hasSingleKeys = singleKeys.get;
export const setSingleKeys = singleKeys.set;
export const useSingleKeys = singleKeys.use;

/** "j", "1", "?", "g q"; not "enter", "escape", "mod+k". @param name as `keyName` gives it */
export const isSingle = (name: string): boolean => /^(g )?[a-z0-9/?]$/.test(name);
