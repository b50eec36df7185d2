import type { dutyErrorsRu } from "./duty-errors-ru.ts";

/** What is refused about duty and substitutes. */
export const dutyErrorsEn: typeof dutyErrorsRu = {
	"absence-overlap": "The person is away at that time already.",
	"absence-cycle": "The substitutes would stand in for each other in a circle.",
	"substitute-unfit": "Only another active person of the same agency can stand in.",
	"staff-unknown": "There is no such member of staff.",
	"duty-unfit": "The person would not see the cases of this shift.",
};
