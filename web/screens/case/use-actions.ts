import { useState } from "react";
import { type ActOnCase, api, type CaseAction, type CaseDetail, type Permission } from "../../api.ts";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useCaseChange, useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";

type Offer = { permission: Permission; needs?: "reason" | "agency" | "outcome" | "suggestion" };

/** Actions a person takes by a button, in the order of how often they are needed. Replies have their own buttons. */
const offers: Partial<Record<CaseAction, Offer>> = {
	acceptOutsideAnswer: { permission: "case.work" },
	accept: { permission: "case.work" },
	assign: { permission: "case.triage", needs: "agency" },
	returnWrongAgency: { permission: "case.work", needs: "suggestion" },
	continueWork: { permission: "case.work" },
	reject: { permission: "case.triage", needs: "reason" },
	close: { permission: "case.work", needs: "outcome" },
	reopen: { permission: "case.triage", needs: "reason" },
	restore: { permission: "case.triage" },
	triage: { permission: "case.triage" },
};

export type CaseActions = ReturnType<typeof useActions>;

/** What this person may do with the case now, and the doing of it. */
export function useActions(detail: CaseDetail) {
	const t = useWords();
	const { permissions } = useMe();
	const { id, version, hasOutsideAnswer } = detail.case;
	const [asked, setAsked] = useState<CaseAction | null>(null);
	const change = useCaseChange(id, (order: Omit<ActOnCase, "version">) => api.act(id, { ...order, version }));
	const offered = (Object.keys(offers) as CaseAction[]).filter((action) => {
		const offer = offers[action];
		const isPossible = detail.allowedActions.includes(action) && offer && permissions.includes(offer.permission);
		return isPossible && (action !== "acceptOutsideAnswer" || hasOutsideAnswer);
	});
	const send = (order: Omit<ActOnCase, "version">) =>
		change.mutate(order, {
			onSuccess: () => {
				setAsked(null);
				if (order.action === "accept") say(t.actionDone.accept);
			},
		});
	const start = (action: CaseAction) => {
		change.reset();
		if (offers[action]?.needs) setAsked(action);
		else send({ action });
	};
	const opener = useFocusBack(asked);
	return {
		offered,
		/** for the button that starts these */
		opener,
		/** the action whose reason, agency or outcome is being asked for */
		asked,
		needs: asked ? offers[asked]?.needs : undefined,
		start,
		send,
		cancel: () => setAsked(null),
		isBusy: change.isPending,
		error: change.error,
	};
}
