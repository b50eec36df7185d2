/** Words about the work between agencies. */
export const agenciesErrorsEn = {
	"case-not-owned": "Another agency answers this case. Your part is a task of it.",
};
