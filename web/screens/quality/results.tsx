import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, type LucideIcon, X } from "lucide-react";
import { useState } from "react";
import { dayApi, type ResultPage, type Verdict } from "../../api-day.ts";
import { Endless } from "../../components/endless.tsx";
import { Select } from "../../components/select.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { dayIn, daysAfter, dayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { kappaMeaning } from "./kappa.ts";

const looks: Record<Verdict, { icon: LucideIcon; tone: string }> = {
	good: { icon: Check, tone: "text-done" },
	weak: { icon: CircleAlert, tone: "text-soon" },
	"non-answer": { icon: X, tone: "text-late" },
};

/** Results of the last ninety days. */
function useSpan(): { from: string; to: string } {
	const today = dayIn(useMe().region.timeZone);
	return { from: daysAfter(today, -90), to: today };
}

/** What came of the reviews: an agency sees those of its own answers. */
export function Results() {
	const t = useWords();
	const span = useSpan();
	const [verdict, setVerdict] = useState<Verdict | "">("");
	const query = useInfiniteQuery({
		queryKey: ["day", "results", span, verdict],
		queryFn: ({ pageParam }) =>
			dayApi.qualityResults({ ...span, verdict: verdict || undefined, before: pageParam || undefined }),
		initialPageParam: 0,
		getNextPageParam: (last) => last.nextBefore,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<section className="grid gap-3">
			<header className="flex flex-wrap items-center justify-between gap-2">
				<h2 className="text-lg font-semibold">{t.quality.results}</h2>
				<Select
					aria-label={t.quality.verdict}
					value={verdict}
					onChange={({ target }) => setVerdict(target.value as Verdict | "")}
					className="w-44"
				>
					<option value="">{t.quality.allVerdicts}</option>
					{(Object.keys(looks) as Verdict[]).map((one) => (
						<option key={one} value={one}>
							{t.quality.verdicts[one]}
						</option>
					))}
				</Select>
			</header>
			<Endless query={query} isEmpty={items.length === 0} emptyWords={t.quality.noResults}>
				{items.map((item) => (
					<li key={item.replyId}>
						<Result item={item} />
					</li>
				))}
			</Endless>
		</section>
	);
}

function Result({ item }: { item: ResultPage["items"][number] }) {
	const t = useWords();
	const language = useLanguage();
	const agency = useReference().agency(item.agencyId);
	const { icon: Icon, tone } = looks[item.verdict];
	return (
		<div className="grid gap-1 px-4 py-2.5">
			<p className="flex flex-wrap items-center gap-x-1.5 text-sm">
				<span className={`inline-flex items-center gap-1 font-medium ${tone}`}>
					<Icon size={14} aria-hidden />
					{t.quality.verdicts[item.verdict]}
				</span>
				<Link
					to="/cases/$caseId"
					params={{ caseId: item.caseId }}
					className="rounded text-accent underline underline-offset-3"
				>
					{t.attention.openCase(item.caseId)}
				</Link>
				<span className="text-soft">
					· {agency?.shortName} · {dayWords(item.day, language)}
					{item.returnedAt && ` · ${t.quality.wentBack}`}
				</span>
			</p>
			{item.reasons.length > 0 && <p>{item.reasons.map((reason) => t.returnReasons[reason]).join("; ")}</p>}
			{item.words && <p className="wrap-words whitespace-pre-line text-soft">{item.words}</p>}
		</div>
	);
}

/** How far reviewers agree, in words. */
export function Agreement() {
	const t = useWords();
	const span = useSpan();
	const { data } = useQuery({ queryKey: ["day", "quality", span], queryFn: () => dayApi.qualityFigures(span) });
	const all = data?.agreement?.all;
	if (!all) return null;
	return (
		<section className="grid gap-1">
			<h2 className="text-lg font-semibold">{t.quality.agreement}</h2>
			{all.count === 0 ? (
				<p className="text-soft">{t.quality.noPairs}</p>
			) : (
				<>
					<p>{t.quality.agreed(all.agreed, all.count)}</p>
					<p className="text-soft">
						{all.kappa === null
							? t.quality.noKappa
							: t.quality.kappa(all.kappa.toFixed(2), t.quality.kappas[kappaMeaning(all.kappa)])}
					</p>
				</>
			)}
		</section>
	);
}
