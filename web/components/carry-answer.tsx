import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../api.ts";
import { caseQuery } from "../queries.ts";
import { errorWords, useWords } from "../words.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

type Carried = { id: number; caseId: number; text: string; contact: string | null; url: string | null };

/** An approved answer that no network takes: what to say and to whom, and the word that it is said. */
export function CarryAnswer({ answer, maySettle }: { answer: Carried; maySettle: boolean }) {
	const t = useWords();
	return (
		<div className="grid gap-2">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
				{answer.contact && (
					<span>
						<span className="text-soft">{t.carry.contact}: </span>
						<span className="font-medium wrap-anywhere select-all">{answer.contact}</span>
					</span>
				)}
				{answer.url && (
					<a
						href={answer.url}
						target="_blank"
						rel="noreferrer"
						className="inline-flex items-center gap-1.5 text-accent underline underline-offset-3"
					>
						<ExternalLink size={14} aria-hidden />
						{t.publication.openThread}
					</a>
				)}
				<CopyButton text={answer.text} label={t.carry.copy} />
			</div>
			{maySettle ? <Settle answer={answer} /> : <p className="text-sm text-soft">{t.carry.byOthers}</p>}
		</div>
	);
}

function Settle({ answer }: { answer: Carried }) {
	const t = useWords();
	const client = useQueryClient();
	const [isReturning, setReturning] = useState(false);
	const settle = useMutation({
		mutationFn: (says: { as: "sent" | "return"; reason?: string }) => api.settle(answer.id, says.as, says.reason),
		onSettled: () => {
			void client.invalidateQueries({ queryKey: ["publications"] });
			void client.invalidateQueries({ queryKey: caseQuery(answer.caseId).queryKey });
		},
	});
	return (
		<>
			{settle.error && <p className="text-late">{errorWords(t, settle.error)}</p>}
			{isReturning ? (
				<Return
					isBusy={settle.isPending}
					onCancel={() => setReturning(false)}
					onSend={(reason) => settle.mutate({ as: "return", reason })}
				/>
			) : (
				<div className="flex flex-wrap gap-2">
					<Button isSmall disabled={settle.isPending} onClick={() => settle.mutate({ as: "sent" })}>
						{t.carry.done}
					</Button>
					<Button isSmall kind="quiet" disabled={settle.isPending} onClick={() => setReturning(true)}>
						{t.carry.giveBack}
					</Button>
				</div>
			)}
		</>
	);
}

function Return(props: { isBusy: boolean; onCancel: () => void; onSend: (reason: string) => void }) {
	const t = useWords();
	const [reason, setReason] = useState("");
	const isReady = reason.trim() !== "" && !props.isBusy;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (isReady) props.onSend(reason.trim());
	};
	return (
		<form onSubmit={submit} className="grid gap-2 appear" aria-label={t.carry.giveBack}>
			<textarea
				// the person has just asked for this form
				autoFocus
				rows={2}
				maxLength={2000}
				aria-label={t.carry.why}
				placeholder={t.carry.why}
				value={reason}
				onChange={(event) => setReason(event.target.value)}
				className="w-full resize-none rounded-lg border border-line-strong bg-panel px-3 py-2"
			/>
			<div className="flex flex-wrap gap-2">
				<Button isSmall type="submit" disabled={!isReady}>
					{t.carry.giveBack}
				</Button>
				<Button isSmall kind="quiet" onClick={props.onCancel}>
					{t.cancel}
				</Button>
			</div>
		</form>
	);
}
