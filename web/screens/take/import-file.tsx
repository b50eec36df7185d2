import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileX } from "lucide-react";
import { useRef, useState } from "react";
import { api, type ImportPreview, RequestError } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { importPagesQuery, importsQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ImportMapping } from "./import-mapping.tsx";
import { Imports } from "./imports.tsx";

/** A table that somebody took out of a portal's cabinet: looked at, mapped, then taken row by row. */
export function ImportFile() {
	const t = useWords();
	const query = useQuery(importPagesQuery);
	const { data } = query;
	if (!data && query.error) return <Failed query={query} />;
	if (!data) return <Skeleton className="h-40 w-full" />;
	if (data.items.length === 0) return <Empty icon={FileX} title={t.take.noCabinet} hint={t.take.noCabinetHint} />;
	return (
		<div className="grid gap-8">
			<Upload pages={data.items} />
			<Imports />
		</div>
	);
}

function Upload({ pages }: { pages: { id: number; name: string }[] }) {
	const t = useWords();
	const client = useQueryClient();
	const [pageId, setPageId] = useState(pages[0]?.id ?? 0);
	const [preview, setPreview] = useState<ImportPreview | null>(null);
	const upload = useMutation({
		mutationFn: (file: File) => api.uploadImport(pageId, file),
		onSuccess: setPreview,
	});
	const forget = () => {
		setPreview(null);
		void client.invalidateQueries({ queryKey: importsQuery.queryKey });
	};
	if (preview) return <ImportMapping preview={preview} onStarted={forget} onCancel={() => setPreview(null)} />;
	return (
		<section aria-label={t.take.file} className="grid max-w-[34rem] gap-4">
			{pages.length > 1 && (
				<Choice
					label={t.take.cabinet}
					value={String(pageId)}
					options={pages.map(({ id, name }) => ({ value: String(id), label: name }))}
					onChange={(value) => setPageId(Number(value))}
				/>
			)}
			<div className="grid gap-1">
				<p className="text-sm font-medium">{t.take.file}</p>
				<p className="text-sm text-soft">{t.take.fileHint}</p>
			</div>
			<FileButton isBusy={upload.isPending} onFile={(file) => upload.mutate(file)} />
			{upload.error && <Notice tone="late">{fileTroubleWords(t, upload.error)}</Notice>}
		</section>
	);
}

function FileButton(props: { isBusy: boolean; onFile: (file: File) => void }) {
	const t = useWords();
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<input
				ref={input}
				type="file"
				aria-label={t.take.file}
				accept=".xlsx,.csv,.gz,.txt"
				className="sr-only"
				tabIndex={-1}
				onChange={(event) => {
					const [file] = event.target.files ?? [];
					// the same file may be chosen again after a refusal
					event.target.value = "";
					if (file) props.onFile(file);
				}}
			/>
			<div>
				<Button kind="primary" disabled={props.isBusy} onClick={() => input.current?.click()}>
					{props.isBusy ? t.take.reading : t.take.choose}
				</Button>
			</div>
		</>
	);
}

function fileTroubleWords(t: Dictionary, error: unknown): string {
	const isTooLarge = error instanceof RequestError && error.code === "too-large";
	const reason = error instanceof RequestError ? error.details.reason : null;
	const words = t.take.fileTroubles;
	return isTooLarge ? words["too-large"] : (words[reason as keyof typeof words] ?? errorWords(t, error));
}
