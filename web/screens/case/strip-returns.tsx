import type { CaseDetail } from "../../api.ts";
import { When } from "../../components/when.tsx";
import { useWords } from "../../words.ts";
import { returnWords } from "./return-words.ts";

/** How often the answer came back before, and why: what was asked for should stand in it now. */
export function StripReturns({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const returns = detail.history.filter(({ type }) => type === "returnReply" || type === "returnReview");
	if (returns.length === 0) return null;
	return (
		<section className="mt-4 grid gap-2 border-t border-line pt-3">
			<h2 className="text-sm text-soft">{t.approvals.returns}</h2>
			<ul className="grid gap-2">
				{returns.toReversed().map((event) => (
					<li key={event.id}>
						{returnWords(t, event.data).map((words) => (
							<p key={words} className="wrap-words">
								{words}
							</p>
						))}
						<p className="text-sm text-soft">
							{event.actor.name && `${event.actor.name} · `}
							<When at={event.at} zone={detail.due.timeZone} />
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}
