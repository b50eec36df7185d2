import { useNavigate, useSearch } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { Button } from "../../components/button.tsx";
import { DayTabs } from "../../components/day-tabs.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { FailedNotice } from "../../components/failed.tsx";
import { Screen } from "../../components/screen.tsx";
import { useLanguage } from "../../preferences.ts";
import { dayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { Counted } from "./counted.tsx";
import { Pictures } from "./pictures.tsx";
import { Sentences } from "./sentences.tsx";
import { Tables } from "./tables.tsx";
import { periods } from "./tell.ts";
import { useBoard } from "./use-board.ts";

/** How it goes, for who has a minute: in words, in pictures, in numbers. */
export function BoardScreen() {
	const t = useWords();
	const language = useLanguage();
	const { period = "today", show, agencyId, topicCode } = useSearch({ from: "/desk/board" });
	const board = useBoard(period);
	const [from, to] = [board.from, board.today].map((day) => dayWords(day, language));
	return (
		<Screen
			title={t.board.title}
			lead={period === "today" ? to : t.board.span(from ?? "", to ?? "")}
			back={<DayTabs />}
			action={
				<div className="flex flex-wrap gap-2 print:hidden">
					<PeriodChoice />
					<Button icon={<Printer size={16} aria-hidden />} onClick={() => print()}>
						{t.board.print}
					</Button>
				</div>
			}
		>
			{board.error && <FailedNotice error={board.error} again={board.again} />}
			{board.data ? (
				<>
					<Sentences period={period} data={board.data} />
					<Pictures days={board.data.days} />
					<Tables data={board.data} />
					{show && <Counted key={`${show} ${agencyId} ${topicCode}`} span={board.span} what={show} />}
				</>
			) : (
				!board.error && <Loading />
			)}
		</Screen>
	);
}

function Loading() {
	return (
		<div className="grid gap-6">
			<Skeleton className="h-14 w-full max-w-[36rem]" />
			<Skeleton className="h-36 w-full" />
			<Skeleton className="h-64 w-full" />
		</div>
	);
}

function PeriodChoice() {
	const t = useWords();
	const navigate = useNavigate();
	const search = useSearch({ from: "/desk/board" });
	return (
		<div role="group" aria-label={t.board.period} className="flex rounded-md border border-line-strong">
			{periods.map((one) => (
				<button
					key={one}
					type="button"
					aria-pressed={one === (search.period ?? "today")}
					onClick={() => void navigate({ to: "/board", search: { ...search, period: one } })}
					className="h-9 rounded-md px-3 text-soft hover:bg-hover aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent mid:h-7.5"
				>
					{t.board.periods[one]}
				</button>
			))}
		</div>
	);
}
