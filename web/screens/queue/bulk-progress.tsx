import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import type { Bulk } from "../../api.ts";
import { triageApi } from "../../api-triage.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { bulksQuery } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { errorWords, useWords } from "../../words.ts";
import { bulkName, refusalWords } from "./bulk-words.ts";
import { isUnderWay } from "./use-bulk.ts";

/** Where an action over many cases stands, and what may be done about it. */
export function BulkProgress({ bulk, onLeave }: { bulk: Bulk; onLeave: () => void }) {
	const t = useWords();
	const client = useQueryClient();
	const [isOpen, setOpen] = useState(false);
	const change = useMutation({
		mutationFn: (call: (id: number) => Promise<Bulk>) => call(bulk.id),
		onSettled: () => void client.invalidateQueries({ queryKey: bulksQuery.queryKey }),
	});
	const refused = bulk.refused.reduce((sum, { count }) => sum + count, 0);
	return (
		<section
			aria-label={t.triage.bulkTitle}
			className="grid shrink-0 gap-1.5 border-t border-line-strong bg-raised px-3 py-2.5"
		>
			<div className="flex items-start gap-2">
				<Progress bulk={bulk} refused={refused} />
				{!isUnderWay(bulk) && (
					<IconButton label={t.close} onClick={onLeave}>
						<X size={16} aria-hidden />
					</IconButton>
				)}
			</div>
			<div className="flex flex-wrap gap-1.5">
				{bulk.state === "running" && (
					<Button isSmall disabled={change.isPending} onClick={() => change.mutate(triageApi.cancelBulk)}>
						{t.triage.bulkStop}
					</Button>
				)}
				{bulk.canUndo && bulk.changed > 0 && (
					<Button isSmall disabled={change.isPending} onClick={() => change.mutate(triageApi.undoBulk)}>
						{t.triage.undo}
					</Button>
				)}
				{refused > 0 && !isUnderWay(bulk) && (
					<Button isSmall kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
						{t.triage.bulkWhich}
					</Button>
				)}
			</div>
			{change.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, change.error)}
				</p>
			)}
			{isOpen && <Refused id={bulk.id} />}
		</section>
	);
}

function Progress({ bulk, refused }: { bulk: Bulk; refused: number }) {
	const t = useWords();
	const count = (value: number) => numberWords(value);
	const words = {
		preview: "",
		running: t.triage.bulkRunning(count(bulk.done), count(bulk.total)),
		done: t.triage.bulkDone(count(bulk.changed), refused > 0 ? count(refused) : null),
		cancelled: t.triage.bulkCancelled(count(bulk.changed), count(bulk.total)),
		undoing: t.triage.bulkUndoing,
		undone: t.triage.bulkUndone(count(bulk.undone)),
	}[bulk.state];
	return (
		<div className="grid min-w-0 flex-1 gap-1">
			<p role="status" className="text-sm">
				<span className="font-medium">{bulkName(t, bulk)}.</span> {words}
			</p>
			{bulk.state === "running" && (
				<progress
					aria-label={t.triage.bulkTitle}
					value={bulk.done}
					max={bulk.total}
					className="h-1 w-full overflow-hidden rounded-full accent-accent"
				/>
			)}
		</div>
	);
}

function Refused({ id }: { id: number }) {
	const t = useWords();
	const { data, error } = useQuery({ queryKey: ["bulks", id, "refused"], queryFn: () => triageApi.bulkRefused(id) });
	if (error) return <p className="text-sm text-late">{errorWords(t, error)}</p>;
	return (
		<ul className="grid max-h-40 gap-1 overflow-y-auto text-sm">
			{data?.items.map(({ caseId, reason }) => (
				<li key={caseId}>
					<Link
						to="/cases/$caseId"
						params={{ caseId }}
						search={true}
						className="text-accent underline decoration-dotted underline-offset-3"
					>
						№ {caseId}
					</Link>{" "}
					<span className="text-soft">{refusalWords(t, reason ?? "")}</span>
				</li>
			))}
		</ul>
	);
}
