import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type Returns } from "../../api-case.ts";
import { returnsQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { AskReason, PartForm, PickBox, TextBox } from "./part-form.tsx";

/** Who returned the case and why, whose it may be, and what a curator decided. */
export function ReturnsCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { data } = useQuery(returnsQuery(detail.case.id));
	if (!data || data.returns.length === 0) return null;
	return (
		<PartCard title={t.caseWork.returns.title} note={data.returns.length}>
			<PartRows>
				{data.returns.map((one) => (
					<li key={one.at}>
						<ReturnRow item={one} zone={detail.due.timeZone} />
					</li>
				))}
			</PartRows>
			{data.dispute && <DisputeFoot detail={detail} dispute={data.dispute} />}
		</PartCard>
	);
}

function ReturnRow({ item, zone }: { item: Returns["returns"][number]; zone: string }) {
	const t = useWords();
	const words = t.caseWork.returns;
	const { agency } = useReference();
	const suggested = agency(item.suggestedAgencyId)?.shortName;
	return (
		<div className="grid gap-1">
			<p className="font-medium">{agency(item.agencyId)?.shortName}</p>
			<p className="wrap-words">{t.quoted(item.reason)}</p>
			<p className="text-sm text-soft">
				{suggested ? `${words.suggests}: ${suggested}${item.isSure ? ` (${words.sure})` : ""}` : words.unknown}
			</p>
			<p className="text-sm text-soft">
				{item.staffName} · <When at={item.at} zone={zone} />
			</p>
		</div>
	);
}

function DisputeFoot({ detail, dispute }: { detail: CaseDetail; dispute: NonNullable<Returns["dispute"]> }) {
	const t = useWords();
	const words = t.caseWork.returns;
	const { agency } = useReference();
	const { id, version } = detail.case;
	const [isAsking, setAsking] = useState(false);
	const opener = useFocusBack(isAsking);
	const reopen = usePartChange(id, (reason: string) => caseApi.reopenDispute(id, version, reason), words.reopened);
	const { settled } = dispute;
	if (settled && dispute.state === "settled")
		return (
			<div className="grid gap-1 border-t border-line pt-2">
				<p className="font-medium">{words.decided(settled.byName, agency(settled.agencyId)?.shortName ?? "")}</p>
				<p className="text-sm wrap-words text-soft">{t.quoted(settled.reason)}</p>
				{detail.can.triage && (
					<AskReason verb={words.reopen} label={words.reopenWhy} change={reopen} onSend={(why) => reopen.mutate(why)} />
				)}
			</div>
		);
	return (
		<div className="grid gap-2 border-t border-line pt-2">
			<p className="text-sm text-soon">{words.disputed}</p>
			{detail.can.triage &&
				(isAsking ? (
					<SettleForm detail={detail} dispute={dispute} onDone={() => setAsking(false)} />
				) : (
					<Button ref={opener()} isSmall className="justify-self-start" onClick={() => setAsking(true)}>
						{words.settle}
					</Button>
				))}
		</div>
	);
}

type SettleProps = { detail: CaseDetail; dispute: NonNullable<Returns["dispute"]>; onDone: () => void };

function SettleForm({ detail, dispute, onDone }: SettleProps) {
	const t = useWords();
	const words = t.caseWork.returns;
	const { all } = useReference();
	const { id, version } = detail.case;
	const [picked, setPicked] = useState<string | null>(null);
	const [reason, setReason] = useState("");
	const change = usePartChange(
		id,
		() => caseApi.settleDispute(id, version, Number(picked), reason.trim()),
		words.settled,
	);
	// whom the agencies themselves named stands first
	const named = new Set(dispute.returns.map((one) => one.suggestedAgencyId));
	const items = all.agencies
		.toSorted((a, b) => Number(named.has(b.id)) - Number(named.has(a.id)))
		.map((one) => ({ value: String(one.id), label: one.name }));
	return (
		<PartForm
			label={words.settle}
			verb={words.settleDo}
			change={change}
			isReady={picked !== null && reason.trim() !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<PickBox label={words.settleTitle} items={items} value={picked} onPick={setPicked} />
			<TextBox label={words.settleWhy} hint={words.settleHint} value={reason} onChange={setReason} />
		</PartForm>
	);
}
