import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { CircleCheck, ListChecks, X } from "lucide-react";
import { firstStepsQuery, goToStep, leftOf, type StepName, stepNames } from "../first-steps.ts";
import { startEn } from "../locales/start-en.ts";
import { startRu } from "../locales/start-ru.ts";
import { useLanguage } from "../preferences.ts";
import { useMe } from "../queries.ts";
import { dayIn } from "../time.ts";
import { IconButton } from "./button.tsx";

const lookAgainMs = 3_000;

/** The way back to the first steps, over whatever screen one of them is done on. */
export function StepsBar({ step }: { step: StepName }) {
	const words = useLanguage() === "en" ? startEn : startRu;
	const { data } = useQuery({ ...firstStepsQuery, refetchInterval: lookAgainMs });
	const isThere = useRouterState({ select: ({ location }) => location.pathname === "/start" });
	const today = dayIn(useMe().region.timeZone);
	// before it is read nothing is known to be done
	const left = data ? leftOf(data, today) : stepNames;
	if (isThere) return null;
	const isDone = data !== undefined && !left.includes(step);
	const title = words.steps[step].title;
	return (
		<aside
			aria-label={words.title}
			className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-accent-tint px-3 py-1 text-sm print:hidden"
		>
			<ListChecks size={16} className="shrink-0 text-accent" aria-hidden />
			<p aria-live="polite" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
				{words.bar(stepNames.indexOf(step) + 1, stepNames.length, title)}
				{isDone && (
					<span className="flex items-center gap-1 text-done">
						<CircleCheck size={14} aria-hidden />
						{words.barDone}
					</span>
				)}
			</p>
			<Link to="/start" className="rounded font-medium text-accent underline underline-offset-3">
				{isDone && left[0] ? words.goOn(words.steps[left[0]].title) : words.backToSteps}
			</Link>
			<IconButton label={words.leave} className="size-7" onClick={() => goToStep(null)}>
				<X size={14} />
			</IconButton>
		</aside>
	);
}
