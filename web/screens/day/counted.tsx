import { Link, type LinkProps } from "@tanstack/react-router";
import { CircleAlert, CircleDashed, Eye, type LucideIcon, SearchCheck, Undo2 } from "lucide-react";
import { numberWords } from "../../number-words.ts";
import { useWords } from "../../words.ts";
import type { Day } from "./use-day.ts";

type Part = "overdue" | "returned" | "approvals" | "new" | "quality";
const ways: Record<Part, { icon: LucideIcon; tone: string; to: LinkProps["to"]; search?: Record<string, string> }> = {
	overdue: { icon: CircleAlert, tone: "text-late", to: "/cases", search: { due: "overdue" } },
	returned: { icon: Undo2, tone: "text-soon", to: "/cases", search: { view: "returned" } },
	approvals: { icon: Eye, tone: "text-accent", to: "/cases", search: { view: "approval" } },
	new: { icon: CircleDashed, tone: "text-accent", to: "/cases", search: { view: "new" } },
	quality: { icon: SearchCheck, tone: "text-accent", to: "/quality" },
};

/** Lists of the queue that wait, each by its number, which opens the list. */
export function Counted({ day }: { day: Day }) {
	const parts = (Object.keys(ways) as Part[]).filter((part) => day.numbers[part] > 0);
	if (parts.length === 0) return null;
	return (
		<ul className="grid gap-2 sm:grid-cols-2">
			{parts.map((part) => (
				<Card key={part} part={part} count={day.numbers[part]} cap={day.cap} />
			))}
		</ul>
	);
}

function Card({ part, count, cap }: { part: Part; count: number; cap: number }) {
	const t = useWords();
	const { icon: Icon, tone, to, search } = ways[part];
	const number = numberWords(count);
	return (
		<li>
			<Link
				to={to}
				search={search as never}
				className="flex h-full items-start gap-3 rounded-lg border border-line px-4 py-3 hover:border-line-strong hover:bg-hover"
			>
				<Icon size={16} className={`mt-1 shrink-0 ${tone}`} aria-hidden />
				<span className="min-w-0 flex-1">
					<span className="block font-medium">{t.day.parts[part]}</span>
					<span className="block text-sm text-soft">{t.day.hints[part]}</span>
				</span>
				<span className="text-xl font-semibold tabular">{count >= cap ? t.views.atLeast(number) : number}</span>
			</Link>
		</li>
	);
}
