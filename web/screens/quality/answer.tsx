import { Link } from "@tanstack/react-router";
import type { ReviewedAnswer } from "../../api-day.ts";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { langOf } from "../../lang-of.ts";
import { titleOf, useWords } from "../../words.ts";

/** What was asked and what was answered. */
export function Answer({ item }: { item: ReviewedAnswer }) {
	const t = useWords();
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const reference = useReference();
	const topic = reference.topic(item.topicCode);
	const about = [reference.agency(item.agencyId)?.shortName, topic && titleOf(topic, language)].filter(Boolean);
	return (
		<div className="grid gap-3 rounded-lg border border-line p-4">
			<p className="flex flex-wrap gap-x-1.5 text-sm text-soft">
				<Link
					to="/cases/$caseId"
					params={{ caseId: item.caseId }}
					className="rounded text-accent underline underline-offset-3"
				>
					{t.attention.openCase(item.caseId)}
				</Link>
				<span>· {about.join(" · ")}</span>
				<span>
					· {t.quality.published} <When at={item.publishedAt} zone={zone} />
				</span>
				<span>
					· {t.quality.heldUntil} <When at={item.heldUntil} zone={zone} />
				</span>
			</p>
			<div>
				<h2 className="text-sm text-soft">{t.quality.question}</h2>
				<p lang={langOf(item.question)} className="text-lg wrap-words whitespace-pre-line">
					{item.question}
				</p>
			</div>
			<div className="border-l-3 border-accent-line pl-3">
				<h2 className="text-sm text-soft">{t.quality.answer}</h2>
				<p lang={langOf(item.text)} className="text-lg wrap-words whitespace-pre-line">
					{item.text}
				</p>
			</div>
			{item.passedOver.length > 0 && (
				<p className="text-sm text-soft">
					{t.quality.passedOver(
						item.passedOver
							.map((code) => t.reply.findings[code as keyof Dictionary["reply"]["findings"]] ?? code)
							.join("; "),
					)}
				</p>
			)}
			{item.others.length > 0 && <Others others={item.others} />}
		</div>
	);
}

/** The third sees what the two said, without their names. */
function Others({ others }: { others: ReviewedAnswer["others"] }) {
	const t = useWords();
	return (
		<div className="grid gap-2 border-t border-line pt-3">
			<h2 className="font-semibold">{t.quality.differ}</h2>
			{others.map(({ verdict, rubric, words }, index) => (
				<div key={index} className="grid gap-0.5">
					<p>
						<span className="font-medium">{t.quality.verdicts[verdict]}.</span> {words}
					</p>
					<ul className="list-disc pl-5 text-sm text-soft">
						{(Object.keys(rubric) as (keyof Dictionary["returnReasons"])[])
							.filter((point) => rubric[point] === "not-met")
							.map((point) => (
								<li key={point}>{t.returnReasons[point]}</li>
							))}
					</ul>
				</div>
			))}
		</div>
	);
}
