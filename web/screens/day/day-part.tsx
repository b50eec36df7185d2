import { Link, type LinkProps } from "@tanstack/react-router";
import { Children, type ReactNode } from "react";
import { numberWords } from "../../number-words.ts";
import { useWords } from "../../words.ts";

/** More rows than these are read where all of them stand. */
const shown = 6;

/** Some of the things of one kind that wait, and the way to all of them; nothing where there are none. */
export function DayPart({
	title,
	hint,
	count,
	isMore = false,
	to,
	search,
	children,
}: {
	title: string;
	hint?: string;
	count: number;
	/** there are others behind those that were counted */
	isMore?: boolean;
	to?: LinkProps["to"];
	search?: Record<string, string>;
	children: ReactNode;
}) {
	const t = useWords();
	const number = numberWords(count);
	if (count === 0) return null;
	const rows = Children.toArray(children);
	const words = isMore ? t.views.atLeast(number) : number;
	return (
		<section className="grid gap-2">
			<header className="flex items-baseline justify-between gap-3">
				<h2 className="font-semibold">
					{title} <span className="font-normal text-soft tabular">{words}</span>
				</h2>
				{to && rows.length > shown && (
					<Link to={to} search={search as never} className="rounded text-sm text-accent underline underline-offset-3">
						{t.day.all(words)}
					</Link>
				)}
			</header>
			{hint && <p className="-mt-1.5 text-sm text-soft">{hint}</p>}
			<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
				{to ? rows.slice(0, shown) : rows}
			</ul>
		</section>
	);
}
