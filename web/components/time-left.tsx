import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, Clock, Pause, Timer } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { CaseRow } from "../api.ts";
import type { FirstWords } from "../locales/first-ru.ts";
import { useLanguage } from "../preferences.ts";
import { caseQuery } from "../queries.ts";
import { durationWords, minutesNow, useNow } from "../time.ts";
import { dueWords, useFirstWords } from "../words.ts";
import { DueExplained, OtherClock } from "./due-explained.tsx";
import { Opener } from "./opener.tsx";

type Tone = "plain" | "soon" | "late" | "done" | "settled";

const tones: Record<Tone, { text: string; bar: string }> = {
	plain: { text: "text-ink", bar: "bg-soft/60" },
	soon: { text: "text-soon", bar: "bg-soon-bar" },
	late: { text: "text-late", bar: "bg-late-bar" },
	done: { text: "text-done", bar: "bg-done-bar" },
	settled: { text: "text-soft", bar: "bg-transparent" },
};

/** The bar is full at this many working minutes; only the eye uses it. */
const fullBar = 240;
const soonBelow = 60;

export type Shown = { tone: Tone; words: string; share: number; isStopped: boolean };

function shown(row: CaseRow, now: number, t: FirstWords): Shown {
	if (row.answeredAt) {
		const isInTime = row.answeredAt <= row.dueAt;
		const words = isInTime ? t.time.inTime : t.time.afterDue;
		return { tone: isInTime ? "done" : "settled", words, share: isInTime ? 1 : 0, isStopped: false };
	}
	if (!row.timeLeft) return { tone: "settled", words: t.time.settled, share: 0, isStopped: false };
	const minutes = minutesNow(row.timeLeft, now);
	const isStopped = !row.timeLeft.isRunning;
	if (minutes < 0) return { tone: "late", words: t.time.late(durationWords(minutes, t)), share: 1, isStopped };
	const tone = minutes < soonBelow ? "soon" : "plain";
	return { tone, words: durationWords(minutes, t), share: Math.min(1, minutes / fullBar), isStopped };
}

function ToneIcon({ tone, isStopped }: { tone: Tone; isStopped: boolean }) {
	if (tone === "done") return <Check size={14} aria-hidden />;
	if (tone === "late") return <CircleAlert size={14} aria-hidden />;
	if (isStopped && tone !== "settled") return <Pause size={12} fill="currentColor" strokeWidth={1} aria-hidden />;
	return tone === "soon" ? <Timer size={14} aria-hidden /> : <Clock size={13} aria-hidden />;
}

/** Working time to the deadline, the same everywhere: says it by word, icon, colour and a hair-thin bar, and opens the sentence that explains it. */
export function TimeLeft({ row, isLarge }: { row: CaseRow; isLarge?: boolean }) {
	const t = useFirstWords();
	const now = useNow();
	return (
		<TimeLook {...shown(row, now, t)} isLarge={isLarge}>
			<Explanation row={row} />
		</TimeLook>
	);
}

/** How any time left looks; what explains it opens from it. */
export function TimeLook({
	tone,
	words,
	share,
	isStopped,
	isLarge,
	children,
}: Shown & { isLarge?: boolean | undefined; children: ReactNode }) {
	const t = useFirstWords();
	const look = tones[tone];
	const [isOpen, setOpen] = useState(false);
	const button = (
		<button
			type="button"
			title={isStopped && tone !== "settled" ? t.time.stoppedHint : undefined}
			className={`relative inline-flex flex-col items-end rounded px-1 py-0.5 hover:bg-hover ${isLarge ? "text-base font-medium" : "text-sm"} ${look.text}`}
		>
			<span className="inline-flex items-center gap-1 whitespace-nowrap tabular">
				<ToneIcon tone={tone} isStopped={isStopped} />
				{words}
			</span>
			<span className="mt-px h-[2px] w-full overflow-hidden rounded-full bg-line" aria-hidden>
				<span className={`block h-full ${look.bar}`} style={{ width: `${Math.round(share * 100)}%` }} />
			</span>
		</button>
	);
	return (
		<Opener button={button} isOpen={isOpen} onOpenChange={setOpen} className="w-[min(23rem,calc(100vw-1.5rem))]">
			{children}
		</Opener>
	);
}

function Explanation({ row }: { row: CaseRow }) {
	const t = useFirstWords();
	const language = useLanguage();
	const { data } = useQuery(caseQuery(row.id));
	if (!data) return <p className="text-soft">{t.loading}</p>;
	return (
		<div className="grid gap-3">
			<p>{dueWords(data.due, language)}</p>
			{row.timeLeft && !row.timeLeft.isRunning && <p className="text-sm text-soft">{t.time.stoppedHint}</p>}
			{data.due.intervals.length > 1 && <DueExplained due={data.due} />}
			<OtherClock due={data.due} />
		</div>
	);
}
