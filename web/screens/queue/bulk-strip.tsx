import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Bulk } from "../../api.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { useLanguage } from "../../preferences.ts";
import { bulksQuery, countsQuery } from "../../queries.ts";
import { numberWords } from "../../time.ts";
import { errorWords, useFirstWords } from "../../words.ts";
import { bulkName, refusalWords } from "./bulk-words.ts";
import { triageApi } from "../../api-triage.ts";

/** Put away by the person; known as long as the page is open, a result has no other place to be found. */
const putAway = new Set<number>();
const isUnderWay = (bulk: Bulk) => bulk.state === "running" || bulk.state === "undoing";

/** How the last action over many cases goes or went: left and found again, stopped, taken back. */
export function BulkStrip() {
	const { data } = useQuery(bulksQuery);
	const [, redraw] = useState(0);
	// what ended long ago needs no line
	const last = data?.items.find((bulk) => isUnderWay(bulk) || bulk.canUndo || bulk.state === "undone");
	useRenewAtEnd(last);
	if (!last || putAway.has(last.id)) return null;
	const leave = () => {
		putAway.add(last.id);
		redraw((count) => count + 1);
	};
	return <Strip bulk={last} onLeave={leave} />;
}

/** The list is read again once the action has ended: until then rows are renewed where they stand. */
function useRenewAtEnd(bulk: Bulk | undefined): void {
	const client = useQueryClient();
	const was = useRef(false);
	const isNow = bulk !== undefined && isUnderWay(bulk);
	useEffect(() => {
		if (was.current && !isNow) {
			void client.invalidateQueries({ queryKey: ["cases"] });
			void client.invalidateQueries({ queryKey: countsQuery.queryKey });
		}
		was.current = isNow;
	}, [isNow, client]);
}

function Strip({ bulk, onLeave }: { bulk: Bulk; onLeave: () => void }) {
	const t = useFirstWords();
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
	const t = useFirstWords();
	const language = useLanguage();
	const count = (value: number) => numberWords(value, language);
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
	const t = useFirstWords();
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
