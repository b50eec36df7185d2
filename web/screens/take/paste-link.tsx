import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, type Arrival, type LinkPreview } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { Notice } from "../../components/notice.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Arrived } from "./arrived.tsx";
import { useArrival } from "./use-arrival.ts";

/** A message in somebody else's community: what a link leads to is shown first, and becomes a case when a person says so. */
export function PasteLink() {
	const t = useWords();
	const [url, setUrl] = useState("");
	const [stored, setStored] = useState<Arrival | null>(null);
	const look = useMutation({ mutationFn: (asked: string) => api.previewLink(asked) });
	const found = useArrival(stored);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (url.trim() && !look.isPending) look.mutate(url.trim());
	};
	const restart = () => {
		setStored(null);
		setUrl("");
		look.reset();
	};
	if (found) return <Arrived found={found} onAnother={restart} />;
	return (
		<div className="grid max-w-[44rem] gap-5">
			<form onSubmit={submit} className="flex flex-wrap items-end gap-2">
				<div className="min-w-0 flex-1 basis-72">
					<Field
						label={t.take.link}
						hint={t.take.linkHint}
						// the person came here to paste
						autoFocus
						inputMode="url"
						maxLength={2000}
						placeholder="https://"
						value={url}
						onChange={(event) => {
							setUrl(event.target.value);
							look.reset();
						}}
					/>
				</div>
				<Button type="submit" kind={look.data ? "plain" : "primary"} disabled={!url.trim() || look.isPending}>
					{t.take.find}
				</Button>
			</form>
			{look.error && <Notice tone="late">{errorWords(t, look.error)}</Notice>}
			{look.data && <Found preview={look.data} url={url.trim()} onStored={setStored} />}
		</div>
	);
}

function Found(props: { preview: LinkPreview; url: string; onStored: (arrival: Arrival) => void }) {
	const t = useWords();
	const { preview } = props;
	const zone = useMe().region.timeZone;
	const page = useReference().page(preview.pageId ?? 0);
	return (
		<section aria-label={t.take.found} className="grid gap-3 rounded-lg border border-line p-4">
			<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
				<NetworkGlyph channel={preview.channel} size={14} />
				{page && <span className="font-medium">{page.name}</span>}
				<When at={preview.sentAt} zone={zone} />
			</p>
			{preview.title && (
				<p className="line-clamp-3 rounded-lg bg-side px-3 py-2 text-sm wrap-anywhere text-soft">
					{t.take.under}: {preview.title}
				</p>
			)}
			<p className="text-base/6 wrap-words">{preview.text || t.case.noText}</p>
			{preview.caseId === null ? (
				<MakeCase {...props} />
			) : (
				<Notice title={t.take.hasCase(preview.caseId)}>
					{preview.isVisible && (
						<Link
							to="/cases/$caseId"
							params={{ caseId: preview.caseId }}
							className="w-fit text-accent underline underline-offset-3"
						>
							{t.take.openIt(preview.caseId)}
						</Link>
					)}
				</Notice>
			)}
		</section>
	);
}

function MakeCase(props: { preview: LinkPreview; url: string; onStored: (arrival: Arrival) => void }) {
	const t = useWords();
	const { preview } = props;
	const { all } = useReference();
	const [agencyId, setAgencyId] = useState(preview.agencyId);
	const isNew = preview.pageId === null;
	const take = useMutation({
		mutationFn: () => api.takeLink(props.url, isNew ? agencyId : undefined),
		onSuccess: props.onStored,
	});
	return (
		<div className="grid gap-3">
			{isNew && (
				<Choice
					label={t.take.newCommunity}
					value={String(agencyId)}
					options={all.agencies.map((one) => ({ value: String(one.id), label: one.name }))}
					onChange={(value) => setAgencyId(Number(value))}
				/>
			)}
			{take.error && <p className="text-late">{errorWords(t, take.error)}</p>}
			<div>
				<Button kind="primary" disabled={take.isPending} onClick={() => take.mutate()}>
					{t.take.makeCase}
				</Button>
			</div>
		</div>
	);
}
