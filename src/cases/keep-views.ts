import { repeat } from "../queue/repeat.ts";
import { tellOfViews } from "./tell-of-views.ts";
import type { ViewParts } from "./tell-of-views.ts";

const pauseMs = 30_000;

/** Looks at watched views until stopped. Any number of processes may do so at once, and die. */
export const watchViews = (parts: ViewParts): { stop: () => Promise<void> } =>
	repeat(() => tellOfViews(parts, new Date()).catch(parts.onError), pauseMs);
