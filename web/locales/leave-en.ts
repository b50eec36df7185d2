import type { leaveRu } from "./leave-ru.ts";

export const leaveEn: typeof leaveRu = {
	question: "Your changes are not saved. They will be lost if you close this.",
	stay: "Stay",
	go: "Close without saving",
	questionAway: "Your changes are not saved. They will be lost if you leave.",
	goAway: "Leave without saving",
};
