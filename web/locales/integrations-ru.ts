/** Words about tokens and webhooks. */
export const integrationsErrorsRu = {
	"too-many-requests": "Слишком много запросов с этим ключом доступа. Подождите минуту.",
	"token-beyond-rights": "Нельзя передать права, которых у вас нет.",
	"account-unknown": "Такой учётной записи программы нет.",
	"role-unknown": "Такой роли нет.",
	"webhook-address-refused": "События отправляются только на открытые адреса https.",
	"webhook-not-repeatable": "Это событие уже доставлено или ещё ждёт отправки.",
};
