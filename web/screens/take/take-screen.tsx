import { Link, useSearch } from "@tanstack/react-router";
import { PencilLine } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { Screen } from "../../components/screen.tsx";
import { useWords } from "../../words.ts";
import { ByHand } from "./by-hand.tsx";

type Door = "hand";
const doors: { door: Door; icon: LucideIcon }[] = [{ door: "hand", icon: PencilLine }];

/** What does not come by itself is taken in here. */
export function TakeScreen() {
	const t = useWords();
	const { door = "hand" } = useSearch({ from: "/desk/take" });
	return (
		<Screen title={t.take.title} lead={t.take.lead}>
			{doors.length > 1 && <Doors current={door} />}
			<ByHand />
		</Screen>
	);
}

function Doors({ current }: { current: string }) {
	const t = useWords();
	return (
		<nav aria-label={t.take.title} className="flex flex-wrap gap-1 border-b border-line">
			{doors.map(({ door, icon: Icon }) => (
				<Link
					key={door}
					to="/take"
					search={{}}
					aria-current={door === current ? "page" : undefined}
					className="-mb-px flex items-center gap-2 border-b-2 border-transparent px-3 py-2 text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
				>
					<Icon size={16} aria-hidden />
					{t.take.doors[door]}
				</Link>
			))}
		</nav>
	);
}
