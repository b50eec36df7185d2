import type * as region from "../src/http/contract-region.ts";
import { request } from "./api.ts";

/** The region itself, and how far it is set up. */

export type FirstSteps = region.FirstSteps;
export type SaveRegion = region.SaveRegion;

export const startApi = {
	steps: (signal?: AbortSignal) => request<FirstSteps>("GET", "/region/first-steps", undefined, signal),
	saveRegion: (order: SaveRegion) => request<SaveRegion>("PUT", "/region", order),
};
