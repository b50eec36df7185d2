/** What is being written down, as it stands in this browser until the server has it. */
export type HandDraft = {
	pageId: number | null;
	source: "phone" | "counter" | "letter" | "other";
	text: string;
	name: string;
	contact: string;
	address: string;
	/** as the field has it, in the viewer's own clock; empty: now */
	sentAt: string;
	/** the same for every attempt to store this message */
	requestKey: string;
};

const keyOf = (staffId: number) => `otklik.take.${staffId}`;

/** An empty form; whoever writes down many keeps the page and the way. */
export function newHandDraft(before?: HandDraft): HandDraft {
	return {
		pageId: before?.pageId ?? null,
		source: before?.source ?? "phone",
		...{ text: "", name: "", contact: "", address: "", sentAt: "" },
		requestKey: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
	};
}

export const isEmpty = ({ text, name, contact, address }: HandDraft): boolean => !(text + name + contact + address);

export function keepHandDraft(staffId: number, draft: HandDraft): void {
	try {
		if (isEmpty(draft)) localStorage.removeItem(keyOf(staffId));
		else localStorage.setItem(keyOf(staffId), JSON.stringify(draft));
	} catch {
		// storage may be full or forbidden; the text is still on the screen
	}
}

export function readHandDraft(staffId: number): HandDraft | null {
	try {
		const kept = JSON.parse(localStorage.getItem(keyOf(staffId)) ?? "null") as Partial<HandDraft> | null;
		return typeof kept?.text === "string" && kept.requestKey ? { ...newHandDraft(), ...kept } : null;
	} catch {
		return null;
	}
}
