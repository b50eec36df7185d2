/** What endpoints can be told. The list and the payload are a promise to other programs: docs/webhooks.md. */
export const eventTypes = [
	"case.opened",
	"case.message",
	"case.assigned",
	"case.returned",
	"case.accepted",
	"case.interim",
	"case.asked",
	"case.answered",
	"case.overdue",
	"case.closed",
	"case.rejected",
	"case.merged",
	"case.reopened",
	"case.handed-over",
] as const;
export type EventType = (typeof eventTypes)[number];

/** Entries of history that are told, and as what; all others stay inside. */
const typeOf: Record<string, EventType> = {
	opened: "case.opened",
	messageAdded: "case.message",
	assign: "case.assigned",
	returnWrongAgency: "case.returned",
	accept: "case.accepted",
	recordInterim: "case.interim",
	recordQuestion: "case.asked",
	recordPublished: "case.answered",
	recordShared: "case.answered",
	acceptOutsideAnswer: "case.answered",
	escalated: "case.overdue",
	close: "case.closed",
	reject: "case.rejected",
	merge: "case.merged",
	reopen: "case.reopened",
	residentReopened: "case.reopened",
	handOver: "case.handed-over",
};

/** Types of history entries that may be told to an endpoint of these event types. */
export const historyTypesFor = (wanted: readonly string[]): string[] =>
	Object.keys(typeOf).filter((type) => wanted.includes(typeOf[type] ?? ""));

/** An entry of history with what the case is now. */
export type Told = {
	caseId: number;
	type: string;
	at: Date;
	data: Record<string, unknown>;
	agencyCode: string | null;
	topicCode: string | null;
	channel: string;
	registeredAt: Date;
	dueAt: Date;
};

/** Clocks that a resident waits for; others are matters between officials. */
const residentsClocks: readonly unknown[] = ["answer", "reopening", "final"];

/**
 * What an endpoint is told of an entry: numbers, codes and times. No text, no name, nothing of the hidden mark or the priority.
 * @returns null when it is not told
 */
export function eventOf(told: Told): { type: EventType; timestamp: string; data: Record<string, unknown> } | null {
	const type = typeOf[told.type];
	if (!type) return null;
	const { data } = told;
	if (type === "case.overdue" && !(data.percent === 100 && residentsClocks.includes(data.clock))) return null;
	const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
	return {
		type,
		timestamp: told.at.toISOString(),
		data: {
			caseId: told.caseId,
			// the status that the entry led to; null where it changed none
			status: text(data.to) ?? (type === "case.opened" ? text(data.status) : null),
			formerStatus: text(data.from),
			topic: told.topicCode,
			agency: told.agencyCode,
			channel: told.channel,
			registeredAt: told.registeredAt.toISOString(),
			dueAt: told.dueAt.toISOString(),
			...(type === "case.closed" && { outcome: text(data.outcome) }),
			...(type === "case.overdue" && { clock: text(data.clock) }),
		},
	};
}
