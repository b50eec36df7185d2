import { Link } from "@tanstack/react-router";
import { useWords } from "../words.ts";

/** The way between the screens of the day. */
export function DayTabs() {
	const t = useWords();
	const tabs = [
		["/day", t.day.tab.day],
		["/board", t.day.tab.board],
		["/promises", t.day.tab.promises],
		["/quality", t.day.tab.quality],
		["/duty", t.day.tab.duty],
	] as const;
	return (
		<nav
			aria-label={t.day.tabs}
			className="-mx-4 overflow-x-auto border-b border-line px-4 mid:mx-0 mid:px-0 print:hidden"
		>
			<ul className="flex gap-1">
				{tabs.map(([to, label]) => (
					<li key={to}>
						<Link
							to={to}
							className="flex h-10 items-center whitespace-nowrap border-b-2 border-transparent px-2.5 -outline-offset-2 text-soft hover:text-ink"
							activeProps={{ className: "border-accent! text-ink! font-medium" }}
							activeOptions={{ exact: true, includeSearch: false }}
						>
							{label}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}
