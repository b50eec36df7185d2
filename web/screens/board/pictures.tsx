import { useLanguage } from "../../preferences.ts";
import { dayWords, durationWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import type { BoardData } from "./use-board.ts";

const height = 64;
const step = 10;

/** The last thirty days: how many were answered in time and late, and how long it took. */
export function Pictures({ days }: { days: BoardData["days"] }) {
	const t = useWords();
	const language = useLanguage();
	const most = Math.max(1, ...days.map(({ inTime, late }) => inTime + late));
	const longest = Math.max(0, ...days.map(({ minutesMean }) => minutesMean ?? 0));
	const [first, last] = [days[0], days.at(-1)].map((one) => (one ? dayWords(one.day, language) : ""));
	if (days.every(({ inTime, late }) => inTime + late === 0)) return null;
	return (
		<div className="grid gap-4 mid:grid-cols-2">
			<Picture title={t.board.byDay} scale={t.board.mostADay(most)} first={first} last={last}>
				<Bars days={days} most={most} />
			</Picture>
			<Picture
				title={t.board.howLong}
				scale={longest < 1 ? t.board.underMinute : t.board.longest(durationWords(longest, t))}
				first={first}
				last={last}
			>
				<Line days={days} longest={Math.max(1, longest)} />
			</Picture>
		</div>
	);
}

function Picture(props: {
	title: string;
	scale: string;
	first: string | undefined;
	last: string | undefined;
	children: React.ReactNode;
}) {
	return (
		<figure className="grid gap-2 rounded-lg border border-line p-4">
			<figcaption className="flex flex-wrap items-baseline justify-between gap-x-3">
				<span className="font-semibold">{props.title}</span>
				<span className="text-sm text-soft">{props.scale}</span>
			</figcaption>
			{props.children}
			<p className="flex justify-between text-xs text-soft" aria-hidden>
				<span>{props.first}</span>
				<span>{props.last}</span>
			</p>
		</figure>
	);
}

function Bars({ days, most }: { days: BoardData["days"]; most: number }) {
	const t = useWords();
	const language = useLanguage();
	const tall = (count: number) => (count / most) * height;
	return (
		<svg
			role="img"
			aria-label={t.board.barsTold(
				days.reduce((all, one) => all + one.inTime, 0),
				days.reduce((all, one) => all + one.late, 0),
			)}
			viewBox={`0 0 ${days.length * step} ${height}`}
			preserveAspectRatio="none"
			className="h-20 w-full"
		>
			{days.map(({ day, inTime, late }, index) => (
				<g key={day}>
					<title>{`${dayWords(day, language)}: ${t.board.dayTold(inTime, late)}`}</title>
					<rect x={index * step} y={0} width={step} height={height} fill="transparent" />
					<rect
						x={index * step + 1}
						y={height - tall(inTime)}
						width={step - 2}
						height={tall(inTime)}
						className="fill-done-bar"
					/>
					<rect
						x={index * step + 1}
						y={height - tall(inTime + late)}
						width={step - 2}
						height={tall(late)}
						className="fill-late-bar"
					/>
				</g>
			))}
		</svg>
	);
}

/** A day without an answer breaks no line: it has no length to show. */
function Line({ days, longest }: { days: BoardData["days"]; longest: number }) {
	const t = useWords();
	const points = days.flatMap(({ minutesMean }, index) =>
		minutesMean === null
			? []
			: [{ x: index * step + step / 2, y: height - 3 - (minutesMean / longest) * (height - 6), minutesMean }],
	);
	const last = points.at(-1);
	return (
		<svg
			role="img"
			aria-label={last ? t.board.lineTold(durationWords(last.minutesMean, t), durationWords(longest, t)) : ""}
			viewBox={`0 0 ${days.length * step} ${height}`}
			preserveAspectRatio="none"
			className="h-20 w-full text-accent"
		>
			<polyline
				points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
				fill="none"
				stroke="currentColor"
				strokeWidth={2}
				strokeLinejoin="round"
				vectorEffect="non-scaling-stroke"
			/>
			{points.map(({ x, y }) => (
				<line
					key={x}
					x1={x}
					y1={y}
					x2={x}
					y2={y}
					stroke="currentColor"
					strokeWidth={5}
					strokeLinecap="round"
					vectorEffect="non-scaling-stroke"
				/>
			))}
		</svg>
	);
}
