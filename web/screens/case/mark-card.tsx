import { Check, ShieldCheck, X } from "lucide-react";
import { api, type CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useCaseChange } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** The hidden mark of a military family: the machine may only propose it, a person confirms, refuses and takes back. */
export function MarkCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { id, version } = detail.case;
	const change = useCaseChange(id, (isConfirmed: boolean) => api.mark(id, version, isConfirmed));
	const { state } = detail.mark;
	if (state === null) return null;
	const quote = detail.cues.find((cue) => cue.code === "military-family")?.quote;
	const own = { isBusy: change.isPending, onSay: (isConfirmed: boolean) => change.mutate(isConfirmed) };
	return (
		<section
			aria-label={t.mark.title}
			className={`grid gap-2 ${state === "proposed" ? "rounded-lg p-3 proposed" : ""}`}
		>
			{state === "proposed" ? <Proposed quote={quote} {...own} /> : <Settled isOn={state === "confirmed"} {...own} />}
			{change.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, change.error)}
				</p>
			)}
		</section>
	);
}

type Saying = { isBusy: boolean; onSay: (isConfirmed: boolean) => void };

function Proposed({ quote, isBusy, onSay }: Saying & { quote: string | undefined }) {
	const t = useWords();
	return (
		<>
			<div>
				<p className="font-medium">{t.mark.proposed}</p>
				{quote && <p className="text-sm text-soft">{t.case.placeWords(quote)}</p>}
				<p className="text-sm text-soft">{t.mark.hint}</p>
			</div>
			<div className="flex flex-wrap gap-2">
				<Button isSmall icon={<Check size={14} aria-hidden />} disabled={isBusy} onClick={() => onSay(true)}>
					{t.mark.confirm}
				</Button>
				<Button isSmall kind="quiet" icon={<X size={14} aria-hidden />} disabled={isBusy} onClick={() => onSay(false)}>
					{t.mark.refuse}
				</Button>
			</div>
		</>
	);
}

function Settled({ isOn, isBusy, onSay }: Saying & { isOn: boolean }) {
	const t = useWords();
	return (
		<p className="flex flex-wrap items-center justify-between gap-x-2 text-sm text-soft">
			{isOn ? (
				<span className="inline-flex min-h-6 items-center gap-1.5 rounded-md border border-lane-line bg-lane-tint px-2 py-0.5 text-lane">
					<ShieldCheck size={14} className="shrink-0" aria-hidden />
					{t.mark.confirmed}
				</span>
			) : (
				t.mark.refused
			)}
			<Button isSmall kind="quiet" disabled={isBusy} onClick={() => onSay(!isOn)}>
				{isOn ? t.mark.takeBack : t.mark.afterAll}
			</Button>
		</p>
	);
}
