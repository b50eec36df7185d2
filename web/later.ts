import { type ComponentType, lazy } from "react";
import { withWords } from "./words.ts";

/** A component that is fetched when it is first shown, together with the words that come later. */
export const later = <K extends string, P extends object>(load: () => Promise<Record<K, ComponentType<P>>>, name: K) =>
	lazy(withWords(async () => ({ default: (await load())[name] })));
