/** What is refused about duty and substitutes. */
export const dutyErrorsRu = {
	"absence-overlap": "Этот человек уже отсутствует в это время.",
	"absence-cycle": "Замещающие подменяли бы друг друга по кругу.",
	"substitute-unfit": "Замещать может другой сотрудник того же ведомства.",
	"staff-unknown": "Такого сотрудника нет.",
	"duty-unfit": "Этому сотруднику не видны инциденты этого дежурства.",
};
