import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { ChartNoAxesColumn } from "lucide-react";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { durationWords } from "../../time.ts";
import { titleOf, useWords } from "../../words.ts";
import type { BoardData } from "./use-board.ts";

type What = "inTime" | "late" | "overdue";
type Row = {
	key: string;
	name: string;
	of: { agencyId?: number; topicCode?: string };
	inTime: number;
	late: number;
	overdue: number;
	minutesHalf: number | null;
	/** «8 из 10» */
	kept?: string;
	good?: string;
};

/** The same by agency or by topic; every number opens what it counts. */
export function Tables({ data }: { data: BoardData }) {
	const t = useWords();
	const [by, setBy] = useState<"agencies" | "topics">("agencies");
	const agencies = useAgencyRows(data);
	const topics = useTopicRows(data);
	const rows = by === "agencies" ? agencies : topics;
	return (
		<section className="grid gap-3">
			<div role="group" aria-label={t.board.tables} className="flex gap-1 print:hidden">
				{(["agencies", "topics"] as const).map((one) => (
					<button
						key={one}
						type="button"
						aria-pressed={by === one}
						onClick={() => setBy(one)}
						className="h-9 rounded-md px-2.5 text-soft hover:bg-hover aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent mid:h-8"
					>
						{t.board.by[one]}
					</button>
				))}
			</div>
			{rows.length === 0 ? (
				<Empty icon={ChartNoAxesColumn} title={t.board.nothing} hint={t.board.nothingHint} />
			) : (
				<Table rows={rows} isOfAgencies={by === "agencies"} />
			)}
		</section>
	);
}

function Table({ rows, isOfAgencies }: { rows: Row[]; isOfAgencies: boolean }) {
	const t = useWords();
	const words = t.board.columns;
	const heads = [
		words.inTime,
		words.late,
		words.overdue,
		words.half,
		...(isOfAgencies ? [words.kept, words.good] : []),
	];
	return (
		// a region that scrolls must be reachable by keyboard
		<div
			tabIndex={0}
			role="region"
			aria-label={t.board.by[isOfAgencies ? "agencies" : "topics"]}
			className="overflow-x-auto rounded-lg border border-line"
		>
			<table className="w-full tabular">
				<thead>
					<tr className="border-b border-line text-right text-sm text-soft">
						<th scope="col" className="px-4 py-2 text-left font-medium">
							{isOfAgencies ? words.agency : words.topic}
						</th>
						{heads.map((head) => (
							<th key={head} scope="col" className="px-3 py-2 font-medium">
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<Line key={row.key} row={row} isOfAgencies={isOfAgencies} />
					))}
				</tbody>
			</table>
		</div>
	);
}

function Line({ row, isOfAgencies }: { row: Row; isOfAgencies: boolean }) {
	const t = useWords();
	return (
		<tr className="border-b border-line last:border-0">
			<th scope="row" className="min-w-40 px-4 py-2 text-left font-normal">
				{row.name}
			</th>
			<Cell row={row} what="inTime" />
			<Cell row={row} what="late" />
			<Cell row={row} what="overdue" />
			<Plain>{row.minutesHalf === null ? "–" : durationWords(row.minutesHalf, t)}</Plain>
			{isOfAgencies && (
				<>
					<Plain>{row.kept ?? "–"}</Plain>
					<Plain>{row.good ?? "–"}</Plain>
				</>
			)}
		</tr>
	);
}

function Plain({ children }: { children: ReactNode }) {
	return <td className="px-3 py-2 text-right whitespace-nowrap">{children}</td>;
}

function Cell({ row, what }: { row: Row; what: What }) {
	const t = useWords();
	const count = row[what];
	const words = numberWords(count);
	if (count === 0) return <td className="px-3 py-2 text-right text-soft">0</td>;
	return (
		<td className="px-3 py-2 text-right">
			<Link
				to="/board"
				search={(before) => ({ period: before.period, show: what, ...row.of })}
				aria-label={t.board.opens(row.name, t.board.columns[what], words)}
				className={`rounded underline decoration-line-strong underline-offset-3 ${what === "inTime" ? "" : "font-medium text-late"}`}
			>
				{words}
			</Link>
		</td>
	);
}

/** Agencies with nothing to tell are left out; who owes most stands first. */
function useAgencyRows({ agencies, promises, quality }: BoardData): Row[] {
	const t = useWords();
	const reference = useReference();
	return agencies
		.map((one) => {
			const promised = promises.find(({ agencyId }) => agencyId === one.agencyId);
			const good = quality.find(({ agencyId }) => agencyId === one.agencyId)?.good;
			return {
				...one,
				key: String(one.agencyId),
				name: reference.agency(one.agencyId)?.shortName ?? String(one.agencyId),
				of: { agencyId: one.agencyId },
				...(promised && promised.due > 0 ? { kept: t.board.outOf(promised.kept, promised.due) } : {}),
				...(good ? { good: t.percent(Math.round(good.share * 100)) } : {}),
			};
		})
		.filter((row) => row.inTime + row.late + row.overdue > 0 || row.kept !== undefined)
		.sort((a, b) => b.overdue - a.overdue || b.late - a.late || b.inTime - a.inTime);
}

function useTopicRows({ topics }: BoardData): Row[] {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	return topics
		.map((one) => {
			const topic = reference.topic(one.topicCode);
			return {
				...one,
				key: one.topicCode ?? "",
				name: topic ? titleOf(topic, language) : t.queue.noTopic,
				of: one.topicCode === null ? {} : { topicCode: one.topicCode },
			};
		})
		.sort((a, b) => b.overdue - a.overdue || b.late - a.late || b.inTime - a.inTime);
}
