import { Link, useSearch } from "@tanstack/react-router";
import { FileUp, Link2, PencilLine } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { ByHand } from "./by-hand.tsx";
import { ImportFile } from "./import-file.tsx";
import { PasteLink } from "./paste-link.tsx";

type Door = "hand" | "link" | "file";
const doors: { door: Door; icon: LucideIcon }[] = [
	{ door: "hand", icon: PencilLine },
	{ door: "link", icon: Link2 },
	{ door: "file", icon: FileUp },
];

/** What does not come by itself is taken in here. */
export function TakeScreen() {
	const t = useWords();
	// links and files are for those who sort the messages of others
	const maySort = useMe().permissions.includes("case.triage");
	const { door: wanted = "hand" } = useSearch({ from: "/desk/take" });
	const door = maySort ? wanted : "hand";
	return (
		<Screen title={t.take.title} lead={t.take.lead}>
			{maySort && <Doors current={door} />}
			{door === "hand" && <ByHand />}
			{door === "link" && <PasteLink />}
			{door === "file" && <ImportFile />}
		</Screen>
	);
}

function Doors({ current }: { current: Door }) {
	const t = useWords();
	return (
		<nav aria-label={t.take.title} className="flex flex-wrap gap-1 border-b border-line">
			{doors.map(({ door, icon: Icon }) => (
				<Link
					key={door}
					to="/take"
					search={door === "hand" ? {} : { door }}
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
