import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, CornerUpRight, Handshake, type LucideIcon, X } from "lucide-react";
import { useState } from "react";
import type { Promised } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { dayWords } from "../../time.ts";
import { titleOf, useWords } from "../../words.ts";
import { ShowResult } from "./show-result.tsx";

type Look = "open" | "today" | "late" | "kept" | "moved" | "broken";
const looks: Record<Look, { icon: LucideIcon; tone: string }> = {
	open: { icon: Handshake, tone: "text-soft" },
	today: { icon: Handshake, tone: "text-soon" },
	late: { icon: CircleAlert, tone: "text-late" },
	kept: { icon: Check, tone: "text-done" },
	moved: { icon: CornerUpRight, tone: "text-soon" },
	broken: { icon: X, tone: "text-late" },
};

function lookOf({ state, dueOn }: Promised, today: string): Look {
	if (state === "cancelled") return "kept";
	if (state !== "open") return state;
	return dueOn < today ? "late" : dueOn === today ? "today" : "open";
}

/** One promise: who does what by when, and what became of it. */
export function PromiseItem({ promise, today }: { promise: Promised; today: string }) {
	const t = useWords();
	return (
		<article className="grid gap-1.5 px-4 py-3">
			<State promise={promise} look={lookOf(promise, today)} />
			<p className="wrap-words">
				{promise.who}: {promise.what}
			</p>
			<About promise={promise} />
			{promise.result && (
				<p className="wrap-words rounded-lg bg-side px-3 py-2">
					<span className="text-soft">{t.promises.result}</span> {promise.result}
				</p>
			)}
			<Steps promise={promise} />
		</article>
	);
}

function State({ promise, look }: { promise: Promised; look: Look }) {
	const t = useWords();
	const language = useLanguage();
	const { icon: Icon, tone } = looks[look];
	return (
		<p className={`flex flex-wrap items-center gap-x-1.5 text-sm ${tone}`}>
			<Icon size={14} aria-hidden />
			<span className="font-medium">{t.promises.state[look]}</span>
			<span>· {dayWords(promise.dueOn, language)}</span>
			{promise.systemic && (
				<span className="ml-1 inline-flex items-center gap-1 rounded-md border border-line px-1.5 text-ink">
					{t.promises.systemic[promise.systemic]}
				</span>
			)}
		</p>
	);
}

/** What can be done with a promise that has no result yet. */
function Steps({ promise }: { promise: Promised }) {
	const t = useWords();
	const { permissions } = useMe();
	const [isShowing, setShowing] = useState(false);
	const opener = useFocusBack(isShowing);
	const isOwed = promise.result === null && (promise.state === "open" || promise.state === "broken");
	if (!isOwed || !permissions.includes("case.work")) return null;
	if (isShowing) return <ShowResult promise={promise} onDone={() => setShowing(false)} />;
	return (
		<div className="flex flex-wrap items-center gap-2 pt-1">
			<Button ref={opener()} isSmall icon={<Check size={14} aria-hidden />} onClick={() => setShowing(true)}>
				{t.promises.show}
			</Button>
			{promise.state === "open" && (
				<Link
					to="/cases/$caseId"
					params={{ caseId: promise.caseId }}
					title={t.promises.moveHint}
					className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-hover hover:text-ink"
				>
					<CornerUpRight size={14} aria-hidden />
					{t.promises.move}
				</Link>
			)}
		</div>
	);
}

function About({ promise }: { promise: Promised }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const agency = reference.agency(promise.agencyId);
	const topic = reference.topic(promise.topicCode);
	const place = reference.territory(promise.territoryCode)?.name;
	return (
		<p className="flex flex-wrap gap-x-1.5 text-sm text-soft">
			<Link
				to="/cases/$caseId"
				params={{ caseId: promise.caseId }}
				className="rounded text-accent underline underline-offset-3"
			>
				{t.attention.openCase(promise.caseId)}
			</Link>
			{[agency?.shortName, topic && titleOf(topic, language), place].filter(Boolean).map((words) => (
				<span key={words}>· {words}</span>
			))}
			{promise.state === "open" && promise.controlDueAt && (
				<span>
					· {t.promises.showUntil} <When at={promise.controlDueAt} zone={agency?.timeZone} />
				</span>
			)}
		</p>
	);
}
