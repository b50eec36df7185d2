/** Words about the work between agencies. */
export const agenciesErrorsRu = {
	"case-not-owned": "На этот вопрос отвечает другое ведомство. Ваша часть — задача в нём.",
};
