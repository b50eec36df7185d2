import { Dialog } from "radix-ui";
import { useEffect, useRef } from "react";
import type { BulkOrder, BulkPreview } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Shade } from "../../components/shade.tsx";
import { useBackToOpener } from "../../components/use-back-to-opener.ts";
import { useReference } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { errorWords, useWords } from "../../words.ts";
import { refusalWords } from "./bulk-words.ts";
import { AgencyChooser, MergeChooser, OutcomeChooser, ReasonChooser, TopicChooser } from "./choosers.tsx";
import type { BulkAsked, BulkStage, BulkWork } from "./use-bulk.ts";

/** What is to be done with the chosen cases, then what it would do: nothing changes before it was looked at. */
export function BulkDialog({ bulk }: { bulk: BulkWork }) {
	const { stage } = bulk;
	if (!stage) return null;
	return stage.kind === "ask" ? <Ask what={stage.what} bulk={bulk} /> : <Preview stage={stage} bulk={bulk} />;
}

function Ask({ what, bulk }: { what: BulkAsked; bulk: BulkWork }) {
	const t = useWords();
	const { agency } = useReference();
	const words = t.triage.short;
	const common = { row: null, onClose: bulk.close };
	if (what === "topic")
		return (
			<TopicChooser
				{...common}
				onPick={(topicCode, name) => bulk.look({ action: "topic", topicCode }, t.triage.named(name))}
			/>
		);
	if (what === "agency")
		return (
			<AgencyChooser
				{...common}
				onPick={(agencyId) =>
					bulk.look({ action: "assign", agencyId }, t.triage.handTo(agency(agencyId)?.shortName ?? ""))
				}
			/>
		);
	if (what === "merge")
		return (
			<MergeChooser
				{...common}
				onPick={(parentId) => bulk.look({ action: "merge", parentId }, t.triage.mergeWith(parentId))}
			/>
		);
	if (what === "outcome")
		return (
			<OutcomeChooser
				{...common}
				onPick={(outcome) =>
					bulk.look({ action: "close", outcome }, `${words.outcome}: ${t.outcomes[outcome].toLowerCase()}`)
				}
			/>
		);
	return <AskWhy what={what} bulk={bulk} />;
}

/** What only needs a reason. */
function AskWhy({ what, bulk }: { what: "reject" | "high" | "normal"; bulk: BulkWork }) {
	const t = useWords();
	const words = t.triage.short;
	const order = (reason: string): BulkOrder =>
		what === "reject" ? { action: "reject", reason } : { action: "priority", priority: what, reason };
	return (
		<ReasonChooser
			title={() => (what === "reject" ? t.triage.rejectMany : `${words[what]}: ${t.triage.why}`)}
			onClose={bulk.close}
			onPick={(reason) => bulk.look(order(reason), words[what])}
		/>
	);
}

type PreviewStage = Extract<BulkStage, { kind: "preview" }>;

function Preview({ stage, bulk }: { stage: PreviewStage; bulk: BulkWork }) {
	const t = useWords();
	const { preview } = stage;
	const confirm = useRef<HTMLButtonElement>(null);
	const goBack = useBackToOpener();
	// once there is something to confirm, Enter does it
	useEffect(() => confirm.current?.focus(), [preview]);
	return (
		<Dialog.Root open onOpenChange={(isOpen) => !isOpen && bulk.close()}>
			<Dialog.Portal>
				<Shade />
				<Dialog.Content
					data-modal
					aria-describedby={undefined}
					onCloseAutoFocus={goBack}
					// the numbers are read first; Enter on the button is the confirmation
					className="fixed top-[max(0.5rem,12vh)] left-1/2 z-50 grid grid-cols-[minmax(0,1fr)] max-h-[80dvh] w-[min(34rem,calc(100vw-1rem))] -translate-x-1/2 gap-3 overflow-y-auto rounded-lg bg-raised p-5 shadow-float appear"
				>
					<Dialog.Title className="text-xl font-semibold">{stage.name}</Dialog.Title>
					{preview ? <Counts preview={preview} /> : !bulk.error && <Skeleton className="h-16 w-full" />}
					{bulk.error && (
						<p role="alert" className="text-late">
							{errorWords(t, bulk.error)}
						</p>
					)}
					<div className="flex flex-wrap gap-2">
						<Button
							ref={confirm}
							kind="primary"
							disabled={!preview || preview.wouldChange === 0 || bulk.isBusy}
							onClick={bulk.confirm}
						>
							{preview ? t.triage.bulkConfirm(preview.wouldChange) : t.triage.bulkCounting}
						</Button>
						<Button kind="quiet" onClick={bulk.close}>
							{t.cancel}
						</Button>
					</div>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

const shownExamples = 4;

function Counts({ preview }: { preview: BulkPreview }) {
	const t = useWords();
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] gap-3" role="status">
			<p>
				{t.triage.bulkWould(numberWords(preview.wouldChange), numberWords(preview.total))}{" "}
				<span className="text-soft">{t.triage.bulkUndo}</span>
			</p>
			{preview.wouldRefuse.length > 0 && (
				<div>
					<p className="text-sm font-medium">{t.triage.bulkStay}</p>
					<ul className="grid gap-0.5 text-sm">
						{preview.wouldRefuse.map(({ reason, count }) => (
							<li key={reason} className="flex gap-2">
								<span className="w-10 shrink-0 text-right tabular">{numberWords(count)}</span>
								<span className="text-soft">{refusalWords(t, reason)}</span>
							</li>
						))}
					</ul>
				</div>
			)}
			<ul className="divide-y divide-line rounded-lg border border-line">
				{preview.sample.slice(0, shownExamples).map((row) => (
					<li key={row.id} className="truncate px-3 py-1.5">
						<span className="text-soft tabular">№ {row.id}</span> {row.excerpt.trim() || t.queue.noText}
					</li>
				))}
			</ul>
		</div>
	);
}
