import { useQuery } from "@tanstack/react-query";
import { Check, HandHeart, X } from "lucide-react";
import type { CaseDetail } from "../../api.ts";
import { saysQuery } from "../../case-parts.ts";
import { When } from "../../components/when.tsx";
import { useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";

/** What the resident said of the answers: about the answer, never about the person. */
export function SayCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.say;
	const { data } = useQuery(saysQuery(detail.case.id));
	if (!data || data.items.length === 0) return null;
	return (
		<PartCard title={words.title}>
			<PartRows>
				{data.items.map((say) => (
					<li key={`${say.replyId} ${say.via}`} className="grid gap-1">
						<p className="flex flex-wrap items-center gap-x-3 gap-y-1">
							{say.rating !== null && <span className="font-medium tabular">{words.rating(say.rating)}</span>}
							{say.isSolved !== null && (
								<span className={`flex items-center gap-1 ${say.isSolved ? "text-done" : "text-soon"}`}>
									{say.isSolved ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />}
									{say.isSolved ? words.solved : words.notSolved}
								</span>
							)}
							{say.isThanks && (
								<span className="flex items-center gap-1 text-done">
									<HandHeart size={14} aria-hidden />
									{words.thanks}
								</span>
							)}
						</p>
						{say.words && <p className="wrap-words">{t.quoted(say.words)}</p>}
						<p className="text-sm text-soft">
							{words.via[say.via]} · <When at={say.saidAt} zone={detail.due.timeZone} />
						</p>
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}
