import { Check, Minus, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../components/button.tsx";
import { Key } from "../../components/key.tsx";
import { useWords } from "../../words.ts";
import { type Mark, marks, type Marked, type Point, points } from "./rubric.ts";

const looks: Record<Mark, { icon: typeof Check; tone: string }> = {
	met: { icon: Check, tone: "has-checked:border-done has-checked:text-done" },
	"not-met": { icon: X, tone: "has-checked:border-late has-checked:text-late" },
	"not-applicable": { icon: Minus, tone: "has-checked:border-line-strong has-checked:text-ink" },
};

/** Point by point; the one that the keys mark is framed. */
export function Checklist(props: {
	marked: Marked;
	at: Point;
	onMark: (point: Point, mark: Mark) => void;
	onAll: () => void;
}) {
	const t = useWords();
	const list = useRef<HTMLUListElement>(null);
	useEffect(() => {
		list.current?.querySelector(`[data-point="${props.at}"]`)?.scrollIntoView({ block: "nearest" });
	}, [props.at]);
	return (
		<div className="grid gap-2">
			<Head onAll={props.onAll} />
			<ul ref={list} className="divide-y divide-line overflow-hidden rounded-lg border border-line">
				{points.map((point) => (
					<li
						key={point}
						data-point={point}
						className={`px-4 py-2 ${point === props.at ? "bg-hover shadow-[inset_3px_0_var(--accent)]" : ""}`}
					>
						<fieldset className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
							<legend className="float-left min-w-56 flex-1">{t.quality.points[point]}</legend>
							<span className="flex gap-1.5">
								{marks.map((mark) => (
									<MarkButton
										key={mark}
										point={point}
										mark={mark}
										isChosen={props.marked[point] === mark}
										onMark={props.onMark}
									/>
								))}
							</span>
						</fieldset>
					</li>
				))}
			</ul>
		</div>
	);
}

function MarkButton(props: {
	point: Point;
	mark: Mark;
	isChosen: boolean;
	onMark: (point: Point, mark: Mark) => void;
}) {
	const t = useWords();
	const { icon: Icon, tone } = looks[props.mark];
	return (
		<label
			className={`inline-flex h-8 cursor-pointer items-center gap-1 rounded-md border border-line px-2 text-sm text-soft hover:bg-hover has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent ${tone}`}
		>
			<input
				type="radio"
				name={props.point}
				checked={props.isChosen}
				onChange={() => props.onMark(props.point, props.mark)}
				className="sr-only"
			/>
			<Icon size={14} aria-hidden />
			{t.quality.marks[props.mark]}
		</label>
	);
}

function Head({ onAll }: { onAll: () => void }) {
	const t = useWords();
	return (
		<header className="flex flex-wrap items-center justify-between gap-2">
			<h2 className="text-lg font-semibold">{t.quality.checklist}</h2>
			<span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
				<span className="hidden items-center gap-1 mid:inline-flex">
					<Key>J</Key> <Key>K</Key> <Key>1</Key> <Key>2</Key> <Key>3</Key>
				</span>
				<Button isSmall shortcut="0" onClick={onAll}>
					{t.quality.restMet}
				</Button>
			</span>
		</header>
	);
}
