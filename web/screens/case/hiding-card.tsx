import { useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type Hiding, type HidingStep } from "../../api-case.ts";
import { hidingsQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { AskReason, Refused } from "./part-form.tsx";
import { useMay } from "./use-may.ts";

/** Comments proposed to be hidden: by one person, decided by a second, an objection by a third. */
export function HidingCard({ detail }: { detail: CaseDetail }) {
	const { caseWork } = useWords();
	const { data } = useQuery(hidingsQuery(detail.case.id));
	if (!data || data.items.length === 0) return null;
	return (
		<PartCard title={caseWork.hiding.title}>
			<PartRows>
				{data.items.map((item) => (
					<li key={item.id}>
						<HidingRow item={item} detail={detail} />
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}

function HidingRow({ item, detail }: { item: Hiding; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.hiding;
	const { staff } = useReference();
	return (
		<div className="grid gap-1.5">
			<p className={item.state === "proposed" || item.state === "agreed" ? "text-soon" : "font-medium"}>
				{words.states[item.state]}
			</p>
			<p className="text-sm wrap-words text-soft">
				{words.grounds[item.ground]}: {t.quoted(item.quote)}
			</p>
			<p className="text-sm text-soft">{staff(item.proposedBy)?.name}</p>
			{item.reason && <p className="text-sm wrap-words">{t.quoted(item.reason)}</p>}
			{item.appealState && (
				<>
					<p className="text-sm">{words.appealStates[item.appealState]}</p>
					{item.appeal && <p className="text-sm wrap-words">{t.quoted(item.appeal)}</p>}
				</>
			)}
			<HidingSteps item={item} detail={detail} />
		</div>
	);
}

function HidingSteps({ item, detail }: { item: Hiding; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.hiding;
	const me = useMe();
	const mayAct = useMay("case.work", "case.triage");
	const { version } = item;
	const change = usePartChange(
		detail.case.id,
		(step: HidingStep) => caseApi.stepHiding(item.id, { version, step }),
		words.saved,
	);
	if (!mayAct) return null;
	const ask = { change, label: words.why };
	const step = (as: "agree" | "refuse" | "uphold" | "grant") => (reason: string) => change.mutate({ as, reason });
	const isSecond = item.state === "proposed" && item.proposedBy !== me.id;
	const isThird = item.appealState === "waiting" && item.proposedBy !== me.id && item.decidedBy !== me.id;
	return (
		<div className="-ml-2 flex flex-wrap gap-1">
			{isSecond && (
				<>
					<Button isSmall kind="quiet" disabled={change.isPending} onClick={() => step("agree")("")}>
						{words.agree}
					</Button>
					<AskReason verb={words.refuse} {...ask} onSend={step("refuse")} />
				</>
			)}
			{item.state === "agreed" && (
				<Button isSmall kind="quiet" disabled={change.isPending} onClick={() => change.mutate({ as: "hidden" })}>
					{words.hidden}
				</Button>
			)}
			{item.state === "hidden" && item.appealState === null && (
				<AskReason
					verb={words.appeal}
					change={change}
					label={words.appealWords}
					onSend={(said) => change.mutate({ as: "appeal", words: said })}
				/>
			)}
			{isThird && (
				<>
					<AskReason verb={words.uphold} {...ask} onSend={step("uphold")} />
					<AskReason verb={words.grant} {...ask} onSend={step("grant")} />
				</>
			)}
			<Refused change={change} />
		</div>
	);
}
