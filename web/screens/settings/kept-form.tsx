import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, Fragment, type ReactNode } from "react";
import type { TemplateDetail } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { errorWords, useWords } from "../../words.ts";
import { ArchiveButton, ArchivedNotice, EarlierTexts } from "./kept-text.tsx";
import { BackToSection } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

/** What templates and articles have in common: versions, and being put away instead of deleted. */
type KeptName = "templates" | "articles";
type Kept = Pick<TemplateDetail, "id" | "title" | "version" | "archivedAt" | "earlier">;
type How = "archive" | "restore";

/** The screen of one text: a new one, or one that is read first. */
export function OneKept<T extends Kept>({
	name,
	item,
	read,
	children,
}: {
	name: KeptName;
	item: string;
	read: (id: number) => Promise<T>;
	children: (kept: T | null) => ReactNode;
}) {
	const words = useSettingsWords().answers[name];
	const isNew = item === "new";
	const query = useQuery({ queryKey: [name, "one", item], queryFn: () => read(Number(item) || 0), enabled: !isNew });
	return (
		<Screen
			title={isNew ? words.newTitle : (query.data?.title ?? words.newTitle)}
			lead={words.lead}
			back={<BackToSection section={name} />}
		>
			{isNew ? (
				children(null)
			) : (
				<Loaded query={query}>{(kept) => <Fragment key={kept.version}>{children(kept)}</Fragment>}</Loaded>
			)}
		</Screen>
	);
}

/** Saving a text leads back to the list; putting it away leaves it open. */
export function useKeptChanges<T extends object>(
	name: KeptName,
	kept: Kept | null,
	calls: {
		add: (order: T) => Promise<unknown>;
		save: (id: number, order: T & { version: number }) => Promise<unknown>;
		keep: (id: number, how: How) => Promise<unknown>;
	},
) {
	const { answers: words } = useSettingsWords();
	const navigate = useNavigate();
	const save = useChange(
		(order: T) => (kept ? calls.save(kept.id, { ...order, version: kept.version }) : calls.add(order)),
		{
			said: words[name].saved,
			stale: [[name]],
			onDone: () => void navigate({ to: "/settings/$section", params: { section: name } }),
		},
	);
	const keep = useChange((how: How) => calls.keep(kept?.id ?? 0, how), {
		said: kept?.archivedAt ? words.restoreDone : words.archiveDone,
		stale: [[name]],
	});
	return { save, keep };
}

type KeptFormProps = {
	kept: Kept | null;
	title: string;
	isTried: boolean;
	changes: {
		save: { isPending: boolean; error: Error | null };
		keep: { isPending: boolean; error: Error | null; mutate: (how: How) => void };
	};
	onSubmit: (event: FormEvent) => void;
	onText: (change: { title: string; body?: string }) => void;
	children: ReactNode;
};

/** The title above and the verbs below are the same for both; what it was before stands under it. */
export function KeptForm({ kept, title, isTried, changes, onSubmit, onText, children }: KeptFormProps) {
	const t = useWords();
	const { answers: words } = useSettingsWords();
	const { save, keep } = changes;
	const error = save.error ?? keep.error;
	return (
		<div className="grid gap-8">
			<form onSubmit={onSubmit} noValidate className="grid gap-4">
				{kept?.archivedAt && <ArchivedNotice />}
				<Field
					label={words.title}
					error={isTried && !title.trim() ? words.noTitle : undefined}
					maxLength={200}
					value={title}
					onChange={(event) => onText({ title: event.target.value })}
				/>
				{children}
				{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
				<div className="flex flex-wrap gap-2">
					<Button type="submit" kind="primary" disabled={save.isPending}>
						{t.save}
					</Button>
					{kept && <ArchiveButton isArchived={kept.archivedAt !== null} isBusy={keep.isPending} onKeep={keep.mutate} />}
				</div>
			</form>
			{kept && <EarlierTexts earlier={kept.earlier} onTake={({ title, body }) => onText({ title, body })} />}
		</div>
	);
}
