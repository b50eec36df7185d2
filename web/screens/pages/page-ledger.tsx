import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { api, type PageDetail, type PageLedger as Ledger } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Select } from "../../components/select.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { ledgerQuery, pageQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";

const shownDays = 14;

/** What came day by day, what became of it, and what a comparison with the network showed. */
export function PageLedger({ detail, mayManage }: { detail: PageDetail; mayManage: boolean }) {
	const t = useWords();
	const { page, abilities, unreadable } = detail;
	const { data } = useQuery(ledgerQuery(page.id, shownDays));
	const action = mayManage && abilities.readsBack && <Reconcile id={page.id} />;
	return (
		<Section title={t.connection.ledger.title} lead={t.connection.ledger.lead} action={action}>
			{data ? <Days ledger={data} /> : <Skeleton className="h-32 w-full" />}
			<Checks detail={detail} />
			{unreadable.length > 0 && (
				<div>
					<p className="text-sm text-soft">{t.connection.ledger.cannot}</p>
					<ul className="list-disc pl-5 text-sm">
						{unreadable.map((code) => (
							<li key={code}>{t.connection.unreadable[code]}</li>
						))}
					</ul>
				</div>
			)}
		</Section>
	);
}

type Day = Ledger["days"][number];
const columns = ["total", "delivered", "filled", "duplicate", "ignored", "notUnderstood", "waiting"] as const;

function Days({ ledger }: { ledger: Ledger }) {
	const t = useWords();
	const words = t.connection.ledger;
	const days = ledger.days.filter((day) => day.total > 0 || day.check);
	if (days.length === 0) return <p className="text-soft">{words.none}</p>;
	return (
		// the table alone scrolls on a narrow screen
		<div className="overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={words.title}>
			<table className="w-full text-sm tabular">
				<thead className="text-left text-soft">
					<tr>
						<th className="px-3 py-2 font-normal">{words.day}</th>
						{columns.map((column) => (
							<th key={column} className="px-3 py-2 text-right font-normal whitespace-nowrap">
								{words[column]}
							</th>
						))}
						<th className="px-3 py-2 font-normal">{words.check}</th>
					</tr>
				</thead>
				<tbody className="divide-y divide-line border-t border-line">
					{days.map((day) => (
						<tr key={day.day}>
							<td className="px-3 py-2 whitespace-nowrap">
								<DayWords day={day.day} />
							</td>
							{columns.map((column) => (
								<td key={column} className={`px-3 py-2 text-right ${colourOf(column, day[column])}`}>
									{day[column]}
								</td>
							))}
							<td className="px-3 py-2 whitespace-nowrap">
								<CheckWords day={day} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function colourOf(column: (typeof columns)[number], count: number): string {
	if (count === 0) return "text-soft";
	return column === "notUnderstood" || column === "waiting" ? "text-soon" : "";
}

function DayWords({ day }: { day: string }) {
	const language = useLanguage();
	const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
	return <time dateTime={day}>{format.format(new Date(day))}</time>;
}

function CheckWords({ day }: { day: Day }) {
	const t = useWords();
	const words = t.connection.ledger;
	if (!day.check) return <span className="text-soft">{words.never}</span>;
	const { seen, missing, absent, unreadable, isWhole } = day.check;
	if (unreadable) return <span className="text-soft">{t.connection.unreadable[unreadable]}</span>;
	return (
		<>
			{words.seen(seen)}
			<span className={missing > 0 ? "text-soon" : "text-done"}>
				{" · "}
				{missing > 0 ? words.missing(missing) : words.allThere}
			</span>
			{absent > 0 && <span className="text-soft"> · {words.absent(absent)}</span>}
			{!isWhole && <span className="text-soft"> · {words.partly}</span>}
		</>
	);
}

function Checks({ detail }: { detail: PageDetail }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const checks = detail.checks.slice(0, 3);
	if (checks.length === 0) return null;
	return (
		<ul className="grid gap-1 text-sm">
			{checks.map((check) => (
				<li key={check.id} className="wrap-anywhere">
					<span className="text-soft">
						<When at={check.createdAt} zone={zone} />:
					</span>{" "}
					{check.endedAt === null
						? t.connection.ledger.running
						: check.failure !== null
							? check.failure
							: check.unreadable !== null
								? t.connection.unreadable[check.unreadable]
								: t.connection.ledger.result(check.seen ?? 0, check.missing ?? 0, check.filled ?? 0)}
				</li>
			))}
		</ul>
	);
}

const periods = { day: 1, week: 7, month: 31 };
type Period = keyof typeof periods;

function Reconcile({ id }: { id: number }) {
	const t = useWords();
	const client = useQueryClient();
	const [period, setPeriod] = useState<Period>("day");
	const reconcile = useMutation({
		mutationFn: () => {
			const to = new Date();
			const from = new Date(to.getTime() - periods[period] * 86_400_000);
			return api.reconcilePage(id, from.toISOString(), to.toISOString());
		},
		onSuccess: () => say(t.connection.ledger.ordered),
		onSettled: () => void client.invalidateQueries({ queryKey: pageQuery(id).queryKey }),
	});
	return (
		<div className="flex flex-wrap items-center gap-2">
			{reconcile.error && <span className="text-late">{errorWords(t, reconcile.error)}</span>}
			<Select
				aria-label={t.connection.ledger.period}
				value={period}
				onChange={(event) => setPeriod(event.target.value as Period)}
			>
				{(Object.keys(periods) as Period[]).map((one) => (
					<option key={one} value={one}>
						{t.connection.ledger.periods[one]}
					</option>
				))}
			</Select>
			<Button
				icon={<GitCompareArrows size={14} aria-hidden />}
				disabled={reconcile.isPending}
				onClick={() => reconcile.mutate()}
			>
				{t.connection.ledger.reconcile}
			</Button>
		</div>
	);
}
