import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CirclePlus, PencilLine } from "lucide-react";
import { useState } from "react";
import { RequestError } from "../../api.ts";
import { type ImportedPeople, peopleApi, type PeoplePreview } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { FileField } from "../../components/file-field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import type { PeopleWords } from "../../locales/people-ru.ts";
import { errorWords, useWords } from "../../words.ts";
import { BackToPeople } from "./people-new.tsx";
import { usePeopleWords } from "./people-words.ts";

type Shown = { file: File; preview: PeoplePreview };

/** People from a file: first what it would do, row by row, then the doing. */
export function ImportPeople() {
	const words = usePeopleWords().load;
	const [shown, setShown] = useState<Shown | null>(null);
	const [done, setDone] = useState<ImportedPeople | null>(null);
	return (
		<Screen title={words.title} lead={words.lead} back={<BackToPeople />} action={<Template />}>
			{done ? (
				<Done done={done} />
			) : (
				<>
					<Choose onShown={setShown} />
					{shown && <Preview {...shown} onDone={setDone} />}
				</>
			)}
		</Screen>
	);
}

/** The columns with one row of an example, as spreadsheets open it. */
function Template() {
	const words = usePeopleWords().load;
	const url = `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${words.template}`)}`;
	return (
		<a href={url} download="people.csv" className="text-accent underline">
			{words.getTemplate}
		</a>
	);
}

function troubleWords(t: Dictionary, words: PeopleWords, error: unknown): string {
	const reason = error instanceof RequestError && error.code === "file-unreadable" ? error.details.reason : null;
	return words.load.fileTroubles[reason as keyof PeopleWords["load"]["fileTroubles"]] ?? errorWords(t, error);
}

function Choose({ onShown }: { onShown: (shown: Shown | null) => void }) {
	const t = useWords();
	const words = usePeopleWords();
	const look = useMutation({
		mutationFn: async (file: File) => ({ file, preview: await peopleApi.previewImport(file) }),
		onSuccess: onShown,
	});
	const choose = (file: File) => {
		onShown(null);
		look.mutate(file);
	};
	return (
		<div className="grid gap-2">
			<FileField
				label={words.load.file}
				hint={words.load.fileHint}
				accept=".xlsx,.csv"
				disabled={look.isPending}
				onFile={choose}
			/>
			{look.error && <Notice tone="late">{troubleWords(t, words, look.error)}</Notice>}
		</div>
	);
}

type Kind = PeoplePreview["rows"][number]["kind"];
const looks: Record<Kind, { icon: typeof CirclePlus; tone: string }> = {
	new: { icon: CirclePlus, tone: "text-done" },
	changed: { icon: PencilLine, tone: "text-soon" },
	same: { icon: CircleCheck, tone: "text-soft" },
	refused: { icon: CircleAlert, tone: "text-late" },
};
const kinds: Kind[] = ["new", "changed", "refused", "same"];

function Preview({ file, preview, onDone }: Shown & { onDone: (done: ImportedPeople) => void }) {
	const t = useWords();
	const words = usePeopleWords();
	const client = useQueryClient();
	const count = (kind: Kind) => preview.rows.filter((row) => row.kind === kind).length;
	const load = useMutation({
		mutationFn: () => peopleApi.importPeople(file, preview.print),
		onSuccess: (done) => {
			void client.invalidateQueries({ queryKey: ["people"] });
			onDone(done);
		},
	});
	const isEmpty = count("new") + count("changed") === 0;
	return (
		<section aria-label={words.load.preview} className="grid gap-3">
			<p aria-live="polite">{kinds.map((kind) => `${words.load.kinds[kind]}: ${count(kind)}`).join(" · ")}</p>
			<ul className="max-h-[28rem] divide-y divide-line overflow-y-auto rounded-lg border border-line">
				{kinds.flatMap((kind) =>
					preview.rows.filter((row) => row.kind === kind).map((row) => <Row key={row.line} row={row} />),
				)}
			</ul>
			{load.error && <Notice tone="late">{troubleWords(t, words, load.error)}</Notice>}
			<div className="flex flex-wrap items-center gap-3">
				<Button kind="primary" disabled={isEmpty || load.isPending} onClick={() => load.mutate()}>
					{load.isPending ? words.load.loading : words.load.confirm}
				</Button>
				<span className="text-sm text-soft">{isEmpty ? words.load.nothing : words.load.untilConfirmed}</span>
			</div>
		</section>
	);
}

function Row({ row }: { row: PeoplePreview["rows"][number] }) {
	const words = usePeopleWords().load;
	const { icon: Icon, tone } = looks[row.kind];
	const why =
		row.kind === "refused"
			? row.troubles.map((code) => words.troubles[code]).join(" ")
			: row.changes.map((field) => words.fields[field]).join(", ");
	return (
		<li className="flex items-start gap-3 px-4 py-2">
			<Icon size={16} className={`mt-0.5 shrink-0 ${tone}`} aria-hidden />
			<span className="min-w-0 flex-1">
				<span className="font-medium">{row.name || "—"}</span> <span className="text-soft">{row.login}</span>
				<span className="block text-sm text-soft">
					<span className={tone}>{words.rowKinds[row.kind]}</span>
					{why && `: ${why}`}
				</span>
			</span>
			<span className="text-sm text-soft tabular">{words.line(row.line)}</span>
		</li>
	);
}

function Done({ done }: { done: ImportedPeople }) {
	const words = usePeopleWords().load;
	const list = done.added.map(({ name, login, password }) => [name, login, password].join("\t")).join("\n");
	if (done.added.length === 0) return <Notice>{words.done(0, done.changed)}</Notice>;
	return (
		<Notice tone="soon" title={words.done(done.added.length, done.changed)}>
			<p>{words.passwords}</p>
			<div className="max-h-[28rem] overflow-auto">
				<table className="w-full text-left">
					<tbody>
						{done.added.map(({ login, name, password }) => (
							<tr key={login} className="border-t border-line">
								<th scope="row" className="py-1 pr-4 font-normal">
									{name}
								</th>
								<td className="py-1 pr-4 font-mono">{login}</td>
								<td className="py-1 font-mono">{password}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<div>
				<CopyButton text={list} label={words.copyAll} />
			</div>
		</Notice>
	);
}
