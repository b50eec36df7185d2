import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { spentWords } from "./spent.ts";
import { heaviest, type Period } from "./tell.ts";
import type { BoardData } from "./use-board.ts";

/** The answer to «how does it go» before any picture. */
export function Sentences({ period, data }: { period: Period; data: BoardData }) {
	const t = useWords();
	const { all, promises, quality } = data;
	const answers = all.inTime + all.late;
	const [kept, due] = [sum(promises, "kept"), sum(promises, "due")];
	const [reviewed, returned] = [sum(quality, "reviewed"), sum(quality, "returned")];
	return (
		<div aria-live="polite" className="grid max-w-[44rem] gap-1 text-lg">
			<p>
				{answers === 0
					? t.board.noAnswers[period]
					: all.minutesMean !== null && t.board.answered[period](spentWords(all.minutesMean, t), answers)}
				{all.late > 0 && (
					<>
						, <Shows what="late">{t.board.late(all.late)}</Shows>.
					</>
				)}
				{answers > 0 && all.late === 0 && `, ${t.board.allInTime}.`}
			</p>
			<Overdue data={data} />
			{due > 0 && <p>{t.board.promises(kept, due)}</p>}
			{reviewed > 0 && <p>{t.board.quality(reviewed, returned)}</p>}
		</div>
	);
}

function Overdue({ data }: { data: BoardData }) {
	const t = useWords();
	const reference = useReference();
	const overdue = sum(data.agencies, "overdue");
	const most = heaviest(data.agencies);
	if (overdue === 0) return <p>{t.board.noOverdue}</p>;
	const names = most?.agencyIds.flatMap((id) => reference.agency(id)?.shortName ?? []) ?? [];
	return (
		<p>
			<Shows what="overdue">{t.board.overdue(overdue)}</Shows>
			{most && names.length > 0 && t.board.ofThem(most.count, names.length, names.join(", "))}.
		</p>
	);
}

function Shows({ what, children }: { what: "late" | "overdue"; children: ReactNode }) {
	return (
		<Link
			to="/board"
			search={(before) => ({ period: before.period, show: what })}
			className="rounded text-late underline underline-offset-3"
		>
			{children}
		</Link>
	);
}

const sum = <K extends string>(items: readonly Record<K, number>[], of: K): number =>
	items.reduce((all, one) => all + one[of], 0);
