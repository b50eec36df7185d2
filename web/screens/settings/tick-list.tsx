import { Tick } from "./asks.tsx";

/** Any of a few, each with its words. */
export function TickList<T extends string>({
	label,
	all,
	words,
	chosen,
	error,
	onChange,
}: {
	label: string;
	all: readonly T[];
	words: Record<string, string>;
	chosen: readonly T[];
	error: string | undefined;
	onChange: (chosen: T[]) => void;
}) {
	return (
		<fieldset className="grid gap-2 rounded-lg border border-line p-4">
			<legend className="px-1 text-sm font-medium">{label}</legend>
			<div className="grid gap-1.5 mid:grid-cols-2">
				{all.map((one) => (
					<Tick
						key={one}
						label={words[one] ?? one}
						checked={chosen.includes(one)}
						onChange={(isOn) => onChange(isOn ? [...chosen, one] : chosen.filter((other) => other !== one))}
					/>
				))}
			</div>
			{error && (
				<p role="alert" className="text-sm text-late">
					{error}
				</p>
			)}
		</fieldset>
	);
}
