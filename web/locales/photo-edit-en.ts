import type { photoEditRu } from "./photo-edit-ru.ts";

/** Words of editing photos, of pairs, and of what photos of the work tell. */
export const photoEditEn: typeof photoEditRu = {
	title: "Edit the photo",
	hint: "Draw over faces and number plates: a mosaic covers them that nothing can be recovered from. Only the edited photo goes out.",
	notLoaded: "The photo did not load. Close this and open it again.",
	tools: "What to do with the photo",
	addCover: "Cover a face or a plate",
	addCrop: "Crop",
	cropOff: "Do not crop",
	turn: "Turn",
	back: "One step back",
	anew: "Start over",
	save: "Save the photo",
	picture: "The photo as it will be",
	cover: (at) => `Covered place ${at}: arrows move it, Shift with arrows sizes it, Delete uncovers it`,
	crop: "What is left of the photo: arrows move it, Shift with arrows sizes it, Delete keeps all",
	state: (covers, isCropped) =>
		[
			covers > 0 ? `${covers} ${covers === 1 ? "place" : "places"} covered` : "Nothing is covered",
			isCropped && "what is in the frame stays",
		]
			.filter(Boolean)
			.join(", "),
	fileName: "edited photo",
	photos: (at) => `${at.length === 1 ? "Photo" : "Photos"} ${at.join(", ")}`,
	edit: (at) => `Edit photo ${at}`,
	restore: (at) => `Bring photo ${at} back as it was`,
	drag: "Drag to change the order",
	made: { edited: "edited", pair: "before and after" },
	pair: {
		make: "Before and after",
		title: "Photos before and after",
		hint: "Two photos become one: the network shows them side by side, in this order. They can be parted until the answer is submitted.",
		moments: { before: "Before", after: "After" },
		printed: ["До", "После"],
		swap: "Swap",
		preview: "What the resident will see",
		save: "Make one photo",
		shown: "Photos before and after, side by side",
	},
	findings: {
		title: "What the photos tell",
		"used-elsewhere": (caseId) =>
			caseId === null
				? "such a photo stands in another case already"
				: `such a photo stands in case No. ${caseId} already`,
		"as-the-residents": "looks like the resident's own photo",
		"taken-before": "taken before the resident wrote",
		"far-away": (metres) =>
			`taken far from the place: ${metres < 10_000 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000)} km`,
		"no-date": "the day it was taken is not recorded",
		"no-place": "the place it was taken is not recorded",
		"no-print": "too plain a picture to compare it with others",
	},
	evidence: {
		title: "Photos of the work",
		put: "Add photos of the work",
		hint: "Photos show what was done and are published nowhere. A case is closed and a promise is shown kept by them.",
		add: "Choose photos",
		moment: "What the photo shows",
		moments: { after: "How it is now", before: "How it was", none: "Not said" },
		note: "Note",
		save: "Save",
		describe: "Describe",
		remove: "Take the photo away",
		removed: "The photo was taken away",
		done: "The photo was put",
		photo: (at) => `Photo of the work ${at}`,
		empty:
			"There is no photo of the work yet. Take one of what was done: a telephone will do, best with day and place.",
		uploading: "The photo is uploaded and checked",
		byLink: "by the link",
		ofPart: "Photos of this part",
		ofPartAdd: "Add photos to the part",
		toAnswer: (at) => `Photo ${at} to the answer`,
		toAnswerAll: "Photos to the answer",
		inAnswer: "Already in the answer",
		putToAnswer: "The photo is put to the answer",
	},
};
