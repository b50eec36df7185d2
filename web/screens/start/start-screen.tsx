import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { useEffect } from "react";
import type { FirstSteps } from "../../api-start.ts";
import { NoRight } from "../../components/failed.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { firstStepsQuery, goToStep, leftOf, mayStart, minutesOf, type StepName, stepNames } from "../../first-steps.ts";
import { useLanguage } from "../../preferences.ts";
import { useMe } from "../../queries.ts";
import { dayIn } from "../../time.ts";
import { useWords } from "../../words.ts";
import { useStartWords } from "./start-words.ts";
import { StepWays } from "./step-ways.tsx";

/** What others do in another window shows here by itself. */
const lookAgainMs = 4_000;

/** From an empty region to the first answer: what is done is read from what is there. */
export function StartScreen() {
	const words = useStartWords();
	const t = useWords();
	if (mayStart(useMe())) return <Wizard />;
	return (
		<Screen title={words.title}>
			<NoRight title={t.noRight.title} who={t.noRight.start} />
		</Screen>
	);
}

function Wizard() {
	const words = useStartWords();
	const query = useQuery({ ...firstStepsQuery, refetchInterval: lookAgainMs });
	// here nobody needs the way back
	useEffect(() => goToStep(null), []);
	return (
		<Screen title={words.title} lead={words.lead}>
			<Loaded query={query} height="h-96">
				{(steps) => <Steps steps={steps} />}
			</Loaded>
		</Screen>
	);
}

function Steps({ steps }: { steps: FirstSteps }) {
	const words = useStartWords();
	const left = leftOf(steps, dayIn(useMe().region.timeZone));
	const done = stepNames.length - left.length;
	return (
		<div className="grid gap-4">
			<div className="grid gap-1.5" aria-live="polite">
				<p className="text-lg">
					{left.length === 0
						? words.allDone
						: `${words.progress(done, stepNames.length)}, ${words.left(minutesOf(left))}`}
				</p>
				<div aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
					<div className="h-full bg-done-bar" style={{ width: `${(100 * done) / stepNames.length}%` }} />
				</div>
			</div>
			{left.length === 0 && (
				<Notice>
					<p>{words.allDoneHint}</p>
					<Link to="/cases" className="w-fit text-accent underline">
						{words.toQueue}
					</Link>
				</Notice>
			)}
			<ol className="divide-y divide-line rounded-lg border border-line">
				{stepNames.map((name) => (
					<Step key={name} name={name} steps={steps} isDone={!left.includes(name)} isNext={left[0] === name} />
				))}
			</ol>
		</div>
	);
}

type StepProps = { name: StepName; steps: FirstSteps; isDone: boolean; isNext: boolean };

function Step({ name, steps, isDone, isNext }: StepProps) {
	const words = useStartWords();
	const { title, why, todo } = words.steps[name];
	const fact = useFact(name, steps, isDone);
	const Icon = isDone ? CircleCheck : isNext ? CircleDot : Circle;
	const tone = isDone ? "text-done" : isNext ? "text-accent" : "text-soft";
	return (
		<li
			aria-current={isNext ? "step" : undefined}
			className={`flex gap-3 px-4 py-3 ${isNext ? "bg-accent-tint/40" : ""}`}
		>
			<Icon size={20} strokeWidth={1.75} className={`mt-0.5 shrink-0 ${tone}`} aria-hidden />
			<div className="grid min-w-0 flex-1 gap-2 mid:grid-cols-[minmax(0,1fr)_auto] mid:items-center">
				<div className="grid gap-0.5">
					<h2 className="text-lg font-semibold">
						{title}
						{(isDone || isNext) && (
							<span className={`text-sm font-normal ${tone}`}> · {isDone ? words.done : words.next}</span>
						)}
					</h2>
					{fact && <p>{fact}</p>}
					{!isDone && <p>{todo}</p>}
					<p className="text-sm text-soft">{why}</p>
				</div>
				<StepWays name={name} isNext={isNext} isDone={isDone} />
			</div>
		</li>
	);
}

/** What is there already, in a few words; nothing where there is nothing. */
function useFact(name: StepName, steps: FirstSteps, isDone: boolean): string | null {
	const { facts } = useStartWords();
	const language = useLanguage();
	const { region } = useMe();
	if (name === "people") {
		const trouble = !steps.canAnswer ? facts.noPair : !steps.canTriage ? facts.noTriage : "";
		return [`${facts.people(steps.people, steps.writers, steps.approvers)}.`, trouble].filter(Boolean).join(" ");
	}
	if (!isDone) return null;
	const told: Record<Exclude<StepName, "people">, () => string> = {
		region: () => facts.region(region.name, region.timeZone),
		hours: () => facts.hours(dayWords(steps.holidaysUntil ?? "", language)),
		agencies: () => facts.agencies(steps.agencies),
		routing: () => facts.routing(steps.rules),
		page: () => facts.page(steps.pages),
		message: () => facts.message,
		answer: () => facts.answer,
	};
	return told[name]();
}

const dayWords = (day: string, language: string): string =>
	new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ru-RU", { dateStyle: "long", timeZone: "UTC" }).format(
		new Date(`${day}T00:00:00Z`),
	);
