import { ChevronDown } from "lucide-react";
import { Picker } from "../../components/picker.tsx";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";

/** One of the people, found by typing. */
export function PersonField({
	label,
	value,
	isFit = () => true,
	onPick,
}: {
	label: string;
	value: number | null;
	/** whether somebody of this agency may be picked */
	isFit?: (person: { id: number; agencyId: number | null }) => boolean;
	onPick: (id: number) => void;
}) {
	const t = useWords();
	const reference = useReference();
	const items = reference.all.staff.filter(isFit).map(({ id, name, agencyId }) => ({
		value: String(id),
		label: name,
		group: reference.agency(agencyId)?.shortName ?? t.duty.centre,
	}));
	items.sort((a, b) => a.group.localeCompare(b.group) || a.label.localeCompare(b.label));
	return (
		<div className="grid gap-1">
			<span className="text-sm font-medium">{label}</span>
			<Picker
				label={label}
				items={items}
				value={value === null ? null : String(value)}
				onPick={(id) => onPick(Number(id))}
			>
				<button
					type="button"
					aria-label={`${label}: ${reference.staff(value)?.name ?? t.duty.choose}`}
					className="flex h-10 w-full items-center justify-between gap-2 rounded-lg border border-line-strong bg-panel px-3 text-left mid:h-8"
				>
					<span className={`truncate ${value === null ? "text-soft" : ""}`}>
						{reference.staff(value)?.name ?? t.duty.choose}
					</span>
					<ChevronDown size={16} className="shrink-0 text-soft" aria-hidden />
				</button>
			</Picker>
		</div>
	);
}
