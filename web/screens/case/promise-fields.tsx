import { X } from "lucide-react";
import { type InputHTMLAttributes, useId } from "react";
import { IconButton } from "../../components/button.tsx";
import { useWords } from "../../words.ts";
import type { PromiseTyped } from "./draft-said.ts";
import type { Draft } from "./use-draft.ts";

/** Who does what by which day. An interim answer cannot do without; any other may promise, too. */
export function PromiseFields({ draft, zone }: { draft: Draft; zone: string }) {
	const t = useWords().editor.promise;
	const { kind, promise } = draft;
	if (kind === "question" || promise === null) return null;
	const set = (part: Partial<PromiseTyped>) => draft.change({ promise: { ...promise, ...part } });
	return (
		<fieldset className="grid gap-1.5 rounded-lg border border-line bg-side px-3 py-2">
			<legend className="sr-only">{t.title}</legend>
			<div className="grid items-end gap-2 mid:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_9.5rem_auto]">
				<Part
					label={t.who}
					value={promise.who}
					maxLength={200}
					placeholder={t.whoExample}
					onChange={(event) => set({ who: event.target.value })}
				/>
				<Part
					label={t.what}
					value={promise.what}
					maxLength={1000}
					placeholder={t.whatExample}
					onChange={(event) => set({ what: event.target.value })}
				/>
				<Part
					label={t.dueOn}
					type="date"
					value={promise.dueOn}
					min={dayIn(zone, 1)}
					onChange={(event) => set({ dueOn: event.target.value })}
				/>
				{kind === "final" && (
					<IconButton
						label={t.remove}
						onClick={() => draft.change({ promise: null })}
						className="max-mid:justify-self-end"
					>
						<X size={16} aria-hidden />
					</IconButton>
				)}
			</div>
			<p className="text-sm text-soft">{t.hint}</p>
		</fieldset>
	);
}

function Part({ label, ...input }: InputHTMLAttributes<HTMLInputElement> & { label: string }) {
	const id = useId();
	return (
		<div className="grid gap-0.5">
			<label htmlFor={id} className="text-sm text-soft">
				{label}
			</label>
			<input
				id={id}
				{...input}
				className="h-10 w-full min-w-0 rounded-lg border border-line-strong bg-panel px-2 mid:h-8"
			/>
		</div>
	);
}

/** The day so many days from now by the agency's clock, YYYY-MM-DD. */
function dayIn(zone: string, ahead: number): string {
	return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(Date.now() + ahead * 86_400_000);
}
