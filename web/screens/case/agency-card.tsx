import { agencyReasonWords } from "../../agency-reason.ts";
import type { CaseDetail } from "../../api.ts";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Candidates, ProposalCard } from "./proposal-card.tsx";
import { useActions } from "./use-actions.ts";

/** Whose case it is and why; while nobody has settled it, who else it may be. */
export function AgencyCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const reference = useReference();
	const actions = useActions(detail);
	const { agencies, agencyReason } = detail.proposal;
	const { agencyId, status } = detail.case;
	// once a person has chosen the agency, the machine's reason says nothing any more
	const isByPerson = detail.history.some((event) => event.type === "assign");
	const own = agencies.find((one) => one.agencyId === agencyId);
	const reason = isByPerson ? null : agencyReasonWords(t, own ?? { reason: agencyReason });
	const others = agencies.flatMap((one) => {
		const name = reference.agency(one.agencyId)?.name;
		if (isByPerson || !name || one.agencyId === agencyId) return [];
		return [{ key: String(one.agencyId), name, chance: null, note: agencyReasonWords(t, one) }];
	});
	const mayAssign = actions.offered.includes("assign");
	const isOpenYet = status === "new" || status === "triage";
	return (
		<ProposalCard title={t.case.agency} isProposal={!isByPerson && isOpenYet && agencyId !== null}>
			<div>
				<p className="font-medium">{reference.agency(agencyId)?.name ?? t.queue.noAgency}</p>
				{reason && <p className="text-sm text-soft">{reason}</p>}
			</div>
			{detail.case.isOpen && (
				<Candidates
					title={mayAssign ? t.case.otherAgencies : t.case.otherAgenciesSeen}
					items={others}
					isBusy={actions.isBusy}
					onPick={mayAssign ? (id) => actions.send({ action: "assign", agencyId: Number(id) }) : undefined}
				/>
			)}
			{actions.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, actions.error)}
				</p>
			)}
		</ProposalCard>
	);
}
