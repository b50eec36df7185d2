import type { Point } from "../../domain/boundary.ts";

/** A place a message may be about. */
export type PlaceCandidate = {
	territoryCode: string | null;
	settlement: string | null;
	street: string | null;
	house: string | null;
	/** for people: «ул. Ленина, 25, Озёрск» */
	label: string;
	/** degrees of WGS 84, both or neither */
	latitude: number | null;
	longitude: number | null;
	/** 0 … 1; the candidates of two territories are never both above one half */
	confidence: number;
	/** the words that say so, UTF-16 offsets in the text; 0 and 0 when no words do */
	start: number;
	end: number;
	reason: "house" | "street" | "settlement" | "territory" | "point" | "page";
};

export type PlaceContext = { pageTerritoryCode: string | null; points?: Point[] };

/** A point attached to a message and the territory it lies in. */
export type Pointed = { point: Point; territoryCode: string };
export type About = PlaceContext & { pointed: Pointed[]; company: ReadonlySet<string> };
