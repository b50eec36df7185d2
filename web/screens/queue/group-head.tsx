import { useFirstWords } from "../../words.ts";
import type { Head } from "./use-groups.ts";

export const headHeight = 32;

/** The head of a group: what it is and how many cases stand in it, also those not read yet. */
export function GroupHead({ head }: { head: Head }) {
	const t = useFirstWords();
	return (
		<h2
			aria-label={t.listLook.counted(head.name, head.exact)}
			style={{ height: headHeight }}
			className="flex items-center gap-2 border-b border-line bg-side px-4 text-sm font-semibold"
		>
			<span className="truncate">{head.name}</span>
			<span className="text-soft tabular">{head.count}</span>
		</h2>
	);
}
