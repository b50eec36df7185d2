/** Words about tokens and webhooks. */
export const integrationsErrorsEn = {
	"too-many-requests": "Too many requests with this token. Wait a minute.",
	"token-beyond-rights": "You cannot pass on rights that you do not have.",
	"account-unknown": "There is no such account of a program.",
	"role-unknown": "There is no such role.",
	"webhook-address-refused": "Events are sent to public https addresses only.",
	"webhook-not-repeatable": "This event has arrived already, or still waits.",
};
