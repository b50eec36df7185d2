import { useMutation, useQuery } from "@tanstack/react-query";
import { PhoneOff } from "lucide-react";
import { type ChangeEvent, type FormEvent, useState } from "react";
import { api, type Arrival, RequestError, type TakeByHand } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useKeys } from "../../keys.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { handPagesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Arrived } from "./arrived.tsx";
import { type HandDraft, isEmpty, keepHandDraft, newHandDraft, readHandDraft } from "./hand-draft.ts";
import { useArrival } from "./use-arrival.ts";

type Pages = { id: number; name: string }[];

/** A message taken down on behalf of a resident: by telephone, at a counter, from a letter. */
export function ByHand() {
	const t = useWords();
	const { permissions } = useMe();
	const query = useQuery(handPagesQuery);
	const { data } = query;
	if (!data && query.error) return <Failed query={query} />;
	if (!data) return <Skeleton className="h-72 w-full" />;
	if (data.items.length === 0)
		return (
			<Empty
				icon={PhoneOff}
				title={t.take.noPages}
				hint={permissions.includes("page.manage") ? t.take.noPagesHint : t.take.noPagesAsk}
			/>
		);
	return <Form pages={data.items} />;
}

function useForm(pages: Pages) {
	const { id: staffId } = useMe();
	const [kept] = useState(() => readHandDraft(staffId));
	const [draft, setDraft] = useState<HandDraft>(() => kept ?? newHandDraft());
	const [stored, setStored] = useState<Arrival | null>(null);
	const pageId = pages.find((page) => page.id === draft.pageId)?.id ?? pages[0]?.id ?? 0;
	const put = (next: HandDraft) => {
		setDraft(next);
		keepHandDraft(staffId, next);
	};
	const send = useMutation({
		mutationFn: () => api.takeByHand(toOrder(draft, pageId)),
		onSuccess: (arrival) => {
			put(newHandDraft({ ...draft, pageId }));
			setStored(arrival);
		},
	});
	const submit = (event?: FormEvent | KeyboardEvent) => {
		event?.preventDefault();
		if (draft.text.trim() && !send.isPending) send.mutate();
	};
	const set = (change: Partial<HandDraft>) => put({ ...draft, ...change });
	return { draft, set, pageId, send, submit, stored, setStored, isRestored: kept !== null && !isEmpty(draft), put };
}

function toOrder({ text, name, contact, address, sentAt, source, requestKey }: HandDraft, pageId: number): TakeByHand {
	return {
		pageId,
		source,
		text,
		...(name.trim() && { name }),
		...(contact.trim() && { contact }),
		...(address.trim() && { address }),
		sentAt: (sentAt ? new Date(sentAt) : new Date()).toISOString(),
		requestKey,
	};
}

function Form({ pages }: { pages: Pages }) {
	const t = useWords();
	const form = useForm(pages);
	const { draft, set, send, stored, isRestored } = form;
	const found = useArrival(stored);
	useKeys({ "mod+enter": form.submit });
	if (found) return <Arrived found={found} onAnother={() => form.setStored(null)} />;
	return (
		<form onSubmit={form.submit} data-kept className="grid max-w-[44rem] gap-5" autoComplete="off">
			<div className="grid gap-1">
				<label htmlFor="take-text" className="text-sm font-medium">
					{t.take.text}
				</label>
				<textarea
					id="take-text"
					// the person came here to write
					autoFocus
					required
					rows={7}
					maxLength={15_000}
					aria-describedby="take-text-hint"
					value={draft.text}
					onChange={(event) => set({ text: event.target.value })}
					className="w-full resize-y rounded-lg border border-line-strong bg-panel px-3 py-2 text-base/6"
				/>
				<p id="take-text-hint" className="text-sm text-soft">
					{isRestored ? t.take.restored : t.take.textHint}
				</p>
			</div>
			<About pages={pages} form={form} />
			{send.error && <Notice tone="late">{refusalWords(t, send.error)}</Notice>}
			<div className="flex flex-wrap items-center gap-3">
				<Button type="submit" kind="primary" shortcut="Ctrl Enter" disabled={!draft.text.trim() || send.isPending}>
					{t.take.save}
				</Button>
				{!isEmpty(draft) && (
					<Button kind="quiet" onClick={() => form.put(newHandDraft(draft))}>
						{t.take.clear}
					</Button>
				)}
				<p className="text-sm text-soft">{t.take.kept}</p>
			</div>
		</form>
	);
}

function About({ pages, form }: { pages: Pages; form: ReturnType<typeof useForm> }) {
	const t = useWords();
	const { draft, set, pageId } = form;
	const bind = (name: "contact" | "name" | "address" | "sentAt") => ({
		value: draft[name],
		onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [name]: event.target.value }),
	});
	const options = (values: Record<string, string>) =>
		Object.entries(values).map(([value, label]) => ({ value, label }));
	return (
		<div className="grid gap-4 mid:grid-cols-2">
			<Choice
				label={t.take.source}
				value={draft.source}
				options={options(t.take.sources)}
				onChange={(value) => set({ source: value as HandDraft["source"] })}
			/>
			<Choice
				label={t.take.page}
				value={String(pageId)}
				options={pages.map(({ id, name }) => ({ value: String(id), label: name }))}
				onChange={(value) => set({ pageId: Number(value) })}
			/>
			<Field label={t.take.contact} hint={t.take.contactHint} isOptional maxLength={300} {...bind("contact")} />
			<Field label={t.take.name} isOptional maxLength={200} {...bind("name")} />
			<Field label={t.take.address} isOptional maxLength={500} {...bind("address")} />
			<Field label={t.take.sentAt} hint={t.take.sentAtHint} type="datetime-local" {...bind("sentAt")} />
		</div>
	);
}

/** A wrong time is said at once; everything else as everywhere. */
function refusalWords(t: Dictionary, error: unknown): string {
	const fields = error instanceof RequestError ? error.details.fields : null;
	const time = Array.isArray(fields) ? fields.find((field) => field.path === "sentAt") : null;
	return t.take.wrongTime[time?.message as keyof Dictionary["take"]["wrongTime"]] ?? errorWords(t, error);
}
