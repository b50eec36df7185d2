import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Import } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { importsQuery, useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";

/** What became of the latest files: how many rows are new, changed, known, and which could not be taken. */
export function Imports() {
	const t = useWords();
	const { data } = useQuery({
		...importsQuery,
		refetchInterval: ({ state }) => (state.data?.items.some((one) => one.status === "running") ? 1000 : false),
	});
	if (!data || data.items.length === 0) return null;
	return (
		<section aria-label={t.take.imports} className="grid gap-2">
			<h2 className="text-lg font-semibold">{t.take.imports}</h2>
			<ul className="divide-y divide-line rounded-lg border border-line">
				{data.items.map((item) => (
					<li key={item.id}>
						<ImportItem item={item} />
					</li>
				))}
			</ul>
		</section>
	);
}

function ImportItem({ item }: { item: Import }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const [isOpen, setOpen] = useState(false);
	const { counts, status } = item;
	const failure = t.take.fileTroubles[item.failure as keyof Dictionary["take"]["fileTroubles"]];
	return (
		<div className="grid gap-1 px-4 py-3">
			<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
				<span className="font-medium wrap-anywhere text-ink">{item.fileName}</span>
				<When at={item.uploadedAt} zone={zone} />
				<span>· {item.uploadedByName}</span>
			</p>
			{status === "running" ? (
				<p role="status">{t.take.importRuns(item.rowsDone)}</p>
			) : (
				<p className={status === "failed" ? "text-late" : ""}>
					{status === "failed" ? `${t.take.importFailed}. ${failure ?? ""}` : t.take.importDone}:{" "}
					{t.take.counts(counts.new, counts.changed, counts.known, counts.refused)}
				</p>
			)}
			{counts.refused > 0 && (
				<div>
					<Button isSmall kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
						{isOpen ? t.hide : t.take.refusedRows}
					</Button>
				</div>
			)}
			{isOpen && <Refused id={item.id} count={counts.refused} />}
		</div>
	);
}

function Refused({ id, count }: { id: number; count: number }) {
	const t = useWords();
	const { data } = useQuery({ queryKey: ["imports", id, count], queryFn: () => api.import(id) });
	const words: Record<string, string> = t.take.rowTroubles;
	return (
		<>
			<ul className="grid gap-1 text-sm">
				{data?.refusals.map(({ rowNumber, reason, number }) => (
					<li key={rowNumber}>
						{t.take.rowNumber(rowNumber)}
						{number && <span className="text-soft"> · {number}</span>}: {words[reason] ?? reason}
					</li>
				))}
			</ul>
			{count > 100 && <p className="text-sm text-soft">{t.take.firstRefused}</p>}
		</>
	);
}
