import type { CaseDetail } from "../../api.ts";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { hidingGrounds } from "./hiding-grounds.ts";
import { useMay, useMayGive } from "./use-may.ts";

export type FormProps = { detail: CaseDetail; onDone: () => void };

export type MoreItem =
	| "task"
	| "contact"
	| "evidence"
	| "correction"
	| "merge"
	| "link"
	| "split"
	| "priority"
	| "owner"
	| "review"
	| "hiding"
	| "appeal"
	| "print";
type Offer = { key: MoreItem; words: string; isOffered: boolean };

/** What this person may start with the case beside its next step, in groups. */
export function useMoreItems(detail: CaseDetail): Offer[][] {
	const { caseWork: words, photoEdit, correction } = useWords();
	const me = useMe();
	const mayGive = useMayGive(detail);
	const mayWork = useMay("case.work", "case.triage");
	const mayRead = useMay("personal.read");
	const mayPut = useMay("case.work");
	const { triage } = detail.can;
	const { isOpen, status, ownerId, priority } = detail.case;
	const isMerged = status === "merged";
	const said = detail.messages.filter(({ direction, author }) => direction === "in" && author === "resident");
	const mayOwn = isOpen && (triage || ownerId === me.id) && detail.lane.handover === null;
	const groups: Offer[][] = [
		[
			{ key: "task", words: words.tasks.give, isOffered: mayGive && isOpen && !isMerged },
			{ key: "contact", words: words.contact.note, isOffered: mayRead && mayGive },
			{ key: "evidence", words: photoEdit.evidence.put, isOffered: mayPut },
			{ key: "correction", words: correction.action, isOffered: detail.can.write && isPublished(detail) },
		],
		[
			{ key: "priority", words: words.lane.set, isOffered: triage && isOpen },
			{ key: "owner", words: ownerId === null ? words.lane.setOwner : words.lane.handover, isOffered: mayOwn },
			{ key: "review", words: words.lane.askReview, isOffered: mayGive && isOpen && priority === "urgent" },
		],
		[
			{ key: "merge", words: words.family.merge, isOffered: triage && isOpen && !isMerged },
			{ key: "link", words: words.family.link, isOffered: mayWork },
			{ key: "split", words: words.family.split, isOffered: triage && isOpen && !isMerged && said.length > 1 },
		],
		[
			{ key: "hiding", words: words.hiding.propose, isOffered: mayWork && hidingGrounds(detail).length > 0 },
			{ key: "appeal", words: words.appeal.hand, isOffered: triage && isOpen && !isMerged },
		],
		[{ key: "print", words: words.print.action, isOffered: true }],
	];
	return groups.map((items) => items.filter((item) => item.isOffered)).filter((items) => items.length > 0);
}

/** Whether an answer of the desk stands in the network. */
const isPublished = ({ earlierReplies }: CaseDetail): boolean =>
	earlierReplies.some(({ publication }) => publication?.state === "sent");
