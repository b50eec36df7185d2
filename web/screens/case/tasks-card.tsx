import { useQuery } from "@tanstack/react-query";
import { Ban, Check, CircleDot, X } from "lucide-react";
import type { CaseDetail } from "../../api.ts";
import { type CaseTask, caseApi } from "../../api-case.ts";
import { Skeleton } from "../../components/empty.tsx";
import { When } from "../../components/when.tsx";
import { clocksQuery, tasksQuery, usePartChange } from "../../case-parts.ts";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { ClockTerm } from "./clock-term.tsx";
import { PartCard, PartRows } from "./part-card.tsx";
import { AskReason } from "./part-form.tsx";
import { PartPhotos } from "./part-photos.tsx";
import { TaskLink } from "./task-link.tsx";
import { WritePart } from "./write-part.tsx";
import { useMayGive } from "./use-may.ts";

/** What others have to do in the case, how it stands and how long it may take. */
export function TasksCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { id, tasks: count } = detail.case;
	const { data, error } = useQuery(tasksQuery(id));
	const words = t.caseWork.tasks;
	const note = count.total > 0 ? words.progress(count.done, count.total) : undefined;
	return (
		<PartCard title={words.title} note={note}>
			{!data && !error && <Skeleton className="h-10 w-full" />}
			{data && (
				<PartRows>
					{data.items.map((task) => (
						<li key={task.id}>
							<TaskRow task={task} detail={detail} />
						</li>
					))}
				</PartRows>
			)}
		</PartCard>
	);
}

const looks = {
	open: { icon: CircleDot, tone: "text-ink" },
	done: { icon: Check, tone: "text-done" },
	refused: { icon: X, tone: "text-soon" },
	cancelled: { icon: Ban, tone: "text-soft" },
} as const;

export function TaskRow({ task, detail }: { task: CaseTask; detail: CaseDetail }) {
	const t = useWords();
	const { agency } = useReference();
	const { data: clocks } = useQuery({ ...clocksQuery(detail.case.id), enabled: task.state === "open" });
	const clock = clocks?.items.find((one) => one.taskId === task.id);
	const { icon: Icon, tone } = looks[task.state];
	return (
		<div className="grid gap-1.5">
			<p className="flex items-start justify-between gap-2">
				<span className="font-medium">{task.outsideParty?.name ?? agency(task.agencyId)?.shortName}</span>
				{task.state === "open" && clock ? (
					<ClockTerm clock={clock} />
				) : (
					<span className={`flex shrink-0 items-center gap-1 text-sm ${tone}`}>
						<Icon size={13} aria-hidden />
						{t.caseWork.tasks.states[task.state]}
					</span>
				)}
			</p>
			<p className="wrap-words">{task.what}</p>
			{task.state === "done" && task.part && (
				<details className="text-sm">
					<summary className="w-fit rounded text-soft underline decoration-dotted underline-offset-3">
						{t.caseWork.tasks.part}
					</summary>
					<p className="mt-1 border-l-2 border-line pl-3 text-base wrap-words">{task.part}</p>
				</details>
			)}
			{task.endedAt && <PartPhotos task={task} detail={detail} />}
			{task.reason && <p className="text-sm wrap-words text-soft">{t.quoted(task.reason)}</p>}
			<p className="text-sm text-soft">
				{task.endedAt ? (
					<>
						{task.endedByName && `${task.endedByName} · `}
						<When at={task.endedAt} zone={detail.due.timeZone} />
					</>
				) : (
					`${task.createdByName}`
				)}
			</p>
			{task.state === "open" && <TaskSteps task={task} detail={detail} />}
		</div>
	);
}

function TaskSteps({ task, detail }: { task: CaseTask; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const mayGive = useMayGive(detail);
	const { id } = detail.case;
	const cancel = usePartChange(id, (reason: string) => caseApi.cancelTask(id, task, reason));
	return (
		<>
			{/* whoever only takes part writes at the foot of the case; what an outside party says the owner may write down */}
			{task.canDo && mayGive && <WritePart task={task} caseId={id} />}
			{mayGive && (
				<div className="-ml-2 flex flex-wrap gap-1">
					{task.outsideParty && <TaskLink task={task} detail={detail} />}
					<AskReason
						verb={words.cancel}
						label={words.cancelWhy}
						change={cancel}
						onSend={(reason) => cancel.mutate(reason)}
					/>
				</div>
			)}
		</>
	);
}
