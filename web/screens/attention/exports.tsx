import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api, type AnswerExport } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { carriedQuery, useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

const key = ["publications", "exports"];

/** Answers of a cabinet as a file, and the word that all of that file was carried over. */
export function Exports() {
	const t = useWords();
	const client = useQueryClient();
	const reference = useReference();
	const { data: waiting } = useQuery(carriedQuery);
	const { data } = useQuery({ queryKey: key, queryFn: api.exports });
	const make = useMutation({
		mutationFn: (pageId: number) => api.makeExport(pageId),
		onSuccess: ({ id }) => location.assign(`/api/publications/exports/${id}/file?format=xlsx`),
		onSettled: () => void client.invalidateQueries({ queryKey: key }),
	});
	const pages = [...new Set(waiting?.items.map(({ pageId }) => pageId))]
		.map(reference.page)
		.filter((page) => page?.channel === "portal");
	if (pages.length === 0 && !data?.items.length) return null;
	return (
		<div className="grid gap-2">
			<h3 className="font-medium">{t.carry.exports.title}</h3>
			<p className="text-sm text-soft">{t.carry.exports.hint}</p>
			<div className="flex flex-wrap gap-2">
				{pages.map(
					(page) =>
						page && (
							<Button key={page.id} isSmall disabled={make.isPending} onClick={() => make.mutate(page.id)}>
								{t.carry.exports.make(page.name)}
							</Button>
						),
				)}
			</div>
			{make.error && <p className="text-late">{errorWords(t, make.error)}</p>}
			<ul className="grid gap-2">
				{data?.items.map((item) => (
					<li key={item.id}>
						<ExportItem item={item} />
					</li>
				))}
			</ul>
		</div>
	);
}

function ExportItem({ item }: { item: AnswerExport }) {
	const t = useWords();
	const client = useQueryClient();
	const zone = useMe().region.timeZone;
	const page = useReference().page(item.pageId);
	const mark = useMutation({
		mutationFn: () => api.markExport(item.id),
		onSuccess: ({ carried, skipped }) => say(t.carry.exports.marked(carried, skipped)),
		onSettled: () => void client.invalidateQueries({ queryKey: ["publications"] }),
	});
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
			<span>{page?.name}</span>
			<When at={item.madeAt} zone={zone} className="text-soft" />
			<span>{t.carry.exports.count(item.count)}</span>
			{(["xlsx", "csv"] as const).map((format) => (
				<a
					key={format}
					href={`/api/publications/exports/${item.id}/file?format=${format}`}
					className="inline-flex items-center gap-1 text-accent underline underline-offset-3"
				>
					<Download size={14} aria-hidden />
					{format.toUpperCase()}
				</a>
			))}
			{item.carriedAt ? (
				<span className="text-done">{t.carry.exports.done}</span>
			) : (
				<Button isSmall disabled={mark.isPending} onClick={() => mark.mutate()}>
					{t.carry.exports.mark}
				</Button>
			)}
			{mark.error && <span className="text-late">{errorWords(t, mark.error)}</span>}
		</div>
	);
}
