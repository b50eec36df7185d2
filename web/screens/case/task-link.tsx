import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { type CaseTask, caseApi } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Choice } from "../../components/field.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useWords } from "../../words.ts";
import { PartForm, Refused } from "./part-form.tsx";

const dayChoices = [1, 3, 7, 14];

/** The link by which an outside party answers once: made, shown this once, revoked. */
export function TaskLink({ task, detail }: { task: CaseTask; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const { id } = detail.case;
	const [isAsking, setAsking] = useState(false);
	const opener = useFocusBack(isAsking);
	const make = usePartChange(id, (days: number) => caseApi.makeTaskLink(id, task.id, days));
	const revoke = usePartChange(id, () => caseApi.revokeTaskLink(id, task.id), words.revoked);
	const made = make.data;
	if (isAsking)
		return (
			<MakeLink
				change={make}
				onMake={(days) => make.mutate(days, { onSuccess: () => setAsking(false) })}
				onCancel={() => setAsking(false)}
			/>
		);
	return (
		<>
			{made && task.linkExpiresAt && <MadeLink url={made.url} />}
			{task.linkExpiresAt && (
				<p className="w-full px-2 text-sm text-soft">
					{words.linkUntil} <When at={task.linkExpiresAt} zone={detail.due.timeZone} />
				</p>
			)}
			<Refused change={revoke} />
			{task.linkExpiresAt ? (
				<Button isSmall kind="quiet" disabled={revoke.isPending} onClick={() => revoke.mutate(undefined)}>
					{words.revoke}
				</Button>
			) : (
				<Button ref={opener()} isSmall kind="quiet" onClick={() => setAsking(true)}>
					{words.makeLink}
				</Button>
			)}
		</>
	);
}

function MadeLink({ url }: { url: string }) {
	const t = useWords();
	return (
		<div role="status" className="grid w-full gap-1.5 rounded-md border border-line bg-side p-2 px-2">
			<p className="text-sm text-soft">{t.caseWork.tasks.linkOnce}</p>
			<div className="flex items-center gap-2">
				<input
					readOnly
					aria-label={t.caseWork.tasks.link}
					value={url}
					onFocus={(event) => event.target.select()}
					className="h-8 min-w-0 flex-1 truncate rounded-md border border-line-strong bg-panel px-2 text-sm"
				/>
				<CopyButton text={url} />
			</div>
		</div>
	);
}

function MakeLink(props: {
	change: { isPending: boolean; error: Error | null };
	onMake: (days: number) => void;
	onCancel: () => void;
}) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const [days, setDays] = useState("3");
	return (
		<div className="w-full pl-2">
			<PartForm
				label={words.makeLink}
				verb={words.makeLink}
				change={props.change}
				isReady
				onSend={() => props.onMake(Number(days))}
				onCancel={props.onCancel}
			>
				<Choice
					label={words.linkDays}
					value={days}
					options={dayChoices.map((one) => ({ value: String(one), label: words.days(one) }))}
					onChange={setDays}
				/>
			</PartForm>
		</div>
	);
}
