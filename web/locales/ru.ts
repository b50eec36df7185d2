import { firstRu } from "./first-ru.ts";
import { laterRu } from "./later-ru.ts";

/** Russian words of the whole app; every other language must have the same shape. */
export const ru = { ...firstRu, ...laterRu };

export type Dictionary = typeof ru;
