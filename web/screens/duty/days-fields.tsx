import { Field } from "../../components/field.tsx";
import { useWords } from "../../words.ts";

export type Days = { from: string; to: string };

export const isSpan = ({ from, to }: Days): boolean => Boolean(from && to) && to >= from;

/** The first and the last day of a time. */
export function DaysFields({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
	const t = useWords();
	return (["from", "to"] as const).map((end) => (
		<Field
			key={end}
			label={end === "from" ? t.duty.firstDay : t.duty.lastDay}
			type="date"
			required
			value={days[end]}
			onChange={({ target }) => onChange({ ...days, [end]: target.value })}
		/>
	));
}
