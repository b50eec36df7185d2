import { useId } from "react";
import type { Verdict } from "../../api-day.ts";
import { useWords } from "../../words.ts";

const verdicts = ["good", "weak", "non-answer"] as const satisfies readonly Verdict[];

/** What the answer is worth, why, and whether a weak one goes back to work. */
export function VerdictFields(props: {
	verdict: Verdict | null;
	onVerdict: (verdict: Verdict) => void;
	words: string;
	onWords: (words: string) => void;
	sendsBack: boolean;
	onSendsBack: (is: boolean) => void;
}) {
	const t = useWords();
	const id = useId();
	return (
		<div className="grid gap-3">
			<fieldset className="grid gap-2">
				<legend className="mb-2 text-lg font-semibold">{t.quality.verdict}</legend>
				<div className="grid gap-2 mid:grid-cols-3">
					{verdicts.map((verdict) => (
						<VerdictChoice
							key={verdict}
							name={id}
							verdict={verdict}
							isChosen={props.verdict === verdict}
							onChoose={() => props.onVerdict(verdict)}
						/>
					))}
				</div>
			</fieldset>
			{props.verdict === "weak" && <SendBack isChosen={props.sendsBack} onChoose={props.onSendsBack} />}
			<div className="grid gap-1">
				<label htmlFor={id} className="text-sm font-medium">
					{t.quality.words} <span className="font-normal text-soft">· {t.optional}</span>
				</label>
				<textarea
					id={id}
					rows={2}
					maxLength={4000}
					value={props.words}
					onChange={({ target }) => props.onWords(target.value)}
					className="w-full rounded-lg border border-line-strong bg-panel px-3 py-2"
				/>
			</div>
		</div>
	);
}

function VerdictChoice(props: { name: string; verdict: Verdict; isChosen: boolean; onChoose: () => void }) {
	const t = useWords();
	const id = `${props.name}-${props.verdict}`;
	return (
		<div className="relative rounded-lg border border-line px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-tint">
			{/* the whole card is the label */}
			<label htmlFor={id} className="flex cursor-pointer gap-2 font-medium after:absolute after:inset-0">
				<input
					id={id}
					type="radio"
					name={props.name}
					checked={props.isChosen}
					onChange={props.onChoose}
					aria-describedby={`${id}-hint`}
					className="accent-(--accent)"
				/>
				{t.quality.verdicts[props.verdict]}
			</label>
			<p id={`${id}-hint`} className="pl-5 text-sm text-soft">
				{t.quality.verdictHints[props.verdict]}
			</p>
		</div>
	);
}

function SendBack({ isChosen, onChoose }: { isChosen: boolean; onChoose: (is: boolean) => void }) {
	const t = useWords();
	return (
		<label className="flex items-center gap-2">
			<input
				type="checkbox"
				checked={isChosen}
				onChange={({ target }) => onChoose(target.checked)}
				className="size-4 accent-(--accent)"
			/>
			{t.quality.sendBack}
		</label>
	);
}
