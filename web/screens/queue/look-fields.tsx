import { type CaseSearch, type ChangeSearch, groupIn, groupList, mayGroup } from "../../case-search.ts";
import { factList, toggleFact, useFacts } from "../../list-facts.ts";
import { useFirstWords } from "../../words.ts";

const line = "flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-hover mid:min-h-7";

/** In which groups the list stands, and what a row tells. */
export function LookFields({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const words = t.listLook;
	const facts = useFacts();
	const group = groupIn(search);
	return (
		<div className="grid gap-4">
			<fieldset className="grid">
				<legend className="mb-1 text-sm font-medium">{words.group}</legend>
				{([undefined, ...groupList] as const).map((one) => (
					<label key={one ?? "none"} className={line}>
						<input
							type="radio"
							name="list-group"
							className="size-4 accent-accent"
							// not the fieldset: the panel, which keeps Tab inside, would take these for stops
							disabled={!mayGroup(search)}
							checked={group === one}
							onChange={() => onChange({ group: one })}
						/>
						{words.groups[one ?? "none"]}
					</label>
				))}
				{!mayGroup(search) && <p className="text-sm text-soft">{words.noGroups}</p>}
			</fieldset>
			<fieldset className="grid">
				<legend className="mb-1 text-sm font-medium">{words.facts}</legend>
				{factList.map((fact) => (
					<label key={fact} className={line}>
						<input
							type="checkbox"
							className="size-4 accent-accent"
							checked={facts.has(fact)}
							onChange={() => toggleFact(fact)}
						/>
						{words.fact[fact]}
					</label>
				))}
				<p className="mt-1 text-sm text-soft">{words.factsHint}</p>
			</fieldset>
		</div>
	);
}
