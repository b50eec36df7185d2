import { Field } from "../../components/field.tsx";
import { useWords } from "../../words.ts";
import { clockOf, minutesOf, type Quiet } from "./quiet.ts";

/** When nothing but the screen tells; on duty nobody has quiet hours. */
export function QuietFields({ quiet, onChange }: { quiet: Quiet | null; onChange: (quiet: Quiet | null) => void }) {
	const t = useWords();
	const change = (end: keyof Quiet, clock: string) => {
		const minutes = minutesOf(clock);
		if (quiet && minutes !== null) onChange({ ...quiet, [end]: minutes });
	};
	return (
		<fieldset className="grid gap-2">
			<legend className="mb-1 text-sm font-medium">{t.bell.quiet}</legend>
			<label className="flex items-center gap-2">
				<input
					type="checkbox"
					checked={quiet !== null}
					onChange={({ target }) => onChange(target.checked ? { from: 22 * 60, to: 8 * 60 } : null)}
					className="size-4 accent-(--accent)"
				/>
				{t.bell.isQuiet}
			</label>
			{quiet && (
				<div className="grid grid-cols-2 gap-2">
					{(["from", "to"] as const).map((end) => (
						<Field
							key={end}
							label={t.bell[end]}
							type="time"
							required
							defaultValue={clockOf(quiet[end])}
							onChange={({ target }) => change(end, target.value)}
						/>
					))}
				</div>
			)}
			<p className="text-sm text-soft">{t.bell.quietHint}</p>
		</fieldset>
	);
}
