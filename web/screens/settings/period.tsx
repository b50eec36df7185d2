import { useState } from "react";
import { Choice, Field } from "../../components/field.tsx";
import { useMe, useReference } from "../../queries.ts";
import { momentIn } from "./moment-in.ts";
import { useSettingsWords } from "./settings-words.ts";
import { dayAfter } from "./year-days.ts";

/** Two days of the region's own time, both included, as moments. */
export function usePeriod() {
	const zone = useMe().region.timeZone;
	const [from, setFrom] = useState("");
	const [to, setTo] = useState("");
	const isBackwards = from !== "" && to !== "" && to < from;
	const asked = {
		from: (from && momentIn(zone, `${from}T00:00`)) || undefined,
		to: (to && !isBackwards && momentIn(zone, `${dayAfter(to, 1)}T00:00`)) || undefined,
	};
	return { from, to, setFrom, setTo, isBackwards, asked };
}

export function PeriodFields({ period }: { period: ReturnType<typeof usePeriod> }) {
	const { personal: words } = useSettingsWords();
	return (
		<>
			<Field
				type="date"
				label={words.from}
				{...(period.to && { max: period.to })}
				value={period.from}
				onChange={(event) => period.setFrom(event.target.value)}
			/>
			<Field
				type="date"
				label={words.to}
				error={period.isBackwards ? words.backwards : undefined}
				{...(period.from && { min: period.from })}
				value={period.to}
				onChange={(event) => period.setTo(event.target.value)}
			/>
		</>
	);
}

export function PersonChoice({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }) {
	const { personal: words } = useSettingsWords();
	const { all } = useReference();
	return (
		<Choice
			label={words.person}
			value={value === null ? "" : String(value)}
			options={[
				{ value: "", label: words.anybody },
				...all.staff.map((one) => ({ value: String(one.id), label: one.name })),
			]}
			onChange={(picked) => onChange(picked === "" ? null : Number(picked))}
		/>
	);
}

/** The number of a case in a filter; nothing while it is no number. */
export function useCaseNumber() {
	const [text, setText] = useState("");
	const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : 0;
	return { text, setText, value: number > 0 ? number : undefined, isWrong: text.trim() !== "" && number <= 0 };
}
