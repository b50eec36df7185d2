import { Check, CloudOff, Unplug } from "lucide-react";
import { useConnection } from "../live.ts";
import { useFirstWords } from "../words.ts";

/** One line under the top of the screen while the connection is away, and for a moment after it is back. */
export function ConnectionBanner() {
	const t = useFirstWords();
	const connection = useConnection();
	if (connection === "up") return null;
	const isBack = connection === "back";
	const words = { lost: t.live.lost, back: t.live.back, database: t.live.database, offline: t.live.offline }[
		connection
	];
	const Icon = isBack ? Check : connection === "database" ? Unplug : CloudOff;
	return (
		<div role="status" className="flex shrink-0 items-center gap-2 border-b border-line bg-panel px-4 py-1.5">
			<Icon size={16} className={`shrink-0 ${isBack ? "text-done" : "text-soon"}`} aria-hidden />
			<p className={isBack ? "text-done" : "text-soon"}>{words}</p>
		</div>
	);
}
