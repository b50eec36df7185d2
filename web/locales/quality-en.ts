import type { qualityRu } from "./quality-ru.ts";

/** Words about evidence of the work and quality control. */
export const qualityEn: typeof qualityRu = {
	events: {
		evidencePut: "A photo of the work was put to the evidence",
		evidenceTaken: "A photo was taken off the evidence",
	},
	errors: {
		"evidence-full": "The case has as many photos as evidence as it may.",
		"evidence-in-use": "A closing or a promise leans on this photo: it stays.",
		"evidence-refused": "The data of the case was removed: nothing is put to it any more.",
	},
};
