import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, type ImportMapping as Mapping, type ImportPreview, RequestError } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { errorWords, useWords } from "../../words.ts";

type Field = keyof Dictionary["take"]["fields"];
const needed: Field[] = ["number", "text", "sentAt"];

/** The first rows of a file and which column is what: a person checks it before anything is taken. */
export function ImportMapping(props: { preview: ImportPreview; onStarted: () => void; onCancel: () => void }) {
	const t = useWords();
	const { preview } = props;
	const [mapping, setMapping] = useState<Mapping>(preview.mapping);
	const start = useMutation({ mutationFn: () => api.startImport(preview.id, mapping), onSuccess: props.onStarted });
	const isReady = needed.every((field) => mapping[field]) && !start.isPending;
	return (
		<section aria-label={t.take.mapping} className="grid gap-4">
			<div>
				<h2 className="text-lg font-semibold">{t.take.mapping}</h2>
				<p className="text-soft">{preview.isSaved ? t.take.mappingSaved : t.take.mappingGuess}</p>
			</div>
			<Fields
				columns={preview.columns}
				mapping={mapping}
				wrong={refusedFields(start.error, t)}
				onChange={(field, column) => setMapping(withColumn(mapping, field, column))}
			/>
			<Rows preview={preview} />
			{start.error && <Notice tone="late">{errorWords(t, start.error)}</Notice>}
			<div className="flex flex-wrap gap-2">
				<Button kind="primary" disabled={!isReady} onClick={() => start.mutate()}>
					{t.take.startImport}
				</Button>
				<Button kind="quiet" onClick={props.onCancel}>
					{t.take.anotherFile}
				</Button>
			</div>
		</section>
	);
}

function withColumn(mapping: Mapping, field: Field, column: string): Mapping {
	const { [field]: _before, ...others } = mapping;
	return column ? { ...others, [field]: column } : others;
}

function Fields(props: {
	columns: string[];
	mapping: Mapping;
	wrong: Partial<Record<Field, string>>;
	onChange: (field: Field, column: string) => void;
}) {
	const t = useWords();
	const options = [
		{ value: "", label: t.take.noColumn },
		...props.columns.map((name) => ({ value: name, label: name })),
	];
	return (
		<div className="grid gap-4 mid:grid-cols-2">
			{(Object.keys(t.take.fields) as Field[]).map((field) => (
				<Choice
					key={field}
					label={t.take.fields[field]}
					error={
						props.wrong[field] ??
						(needed.includes(field) && !props.mapping[field] ? t.take.mappingTroubles.missing : undefined)
					}
					value={props.mapping[field] ?? ""}
					options={options}
					onChange={(column) => props.onChange(field, column)}
				/>
			))}
		</div>
	);
}

function Rows({ preview }: { preview: ImportPreview }) {
	const t = useWords();
	return (
		<div
			role="region"
			aria-label={t.take.preview}
			// a region that scrolls must be reachable by keyboard
			tabIndex={0}
			className="max-h-72 overflow-auto rounded-lg border border-line"
		>
			<table className="w-full text-left text-sm">
				<caption className="sr-only">{t.take.preview}</caption>
				<thead className="sticky top-0 bg-side">
					<tr>
						{preview.columns.map((name) => (
							<th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody className="divide-y divide-line">
					{preview.rows.map((row, index) => (
						// rows of a file have no other name than their place
						<tr key={`${index}-${row[0]}`}>
							{preview.columns.map((name, column) => (
								<td key={name} className="max-w-72 min-w-24 px-3 py-2 align-top">
									<span className="line-clamp-3 wrap-anywhere">{row[column]}</span>
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function refusedFields(error: unknown, t: Dictionary): Partial<Record<Field, string>> {
	const fields = error instanceof RequestError ? error.details.fields : null;
	if (!Array.isArray(fields)) return {};
	const words: Record<string, string> = t.take.mappingTroubles;
	return Object.fromEntries(
		fields.map(({ path, message }) => [String(path).replace("mapping.", ""), words[String(message)] ?? ""]),
	);
}
