import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type EvidenceItem, type Moment } from "../../api-case.ts";
import { evidenceChecksQuery, evidenceQuery, usePartChange } from "../../case-parts.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useWords } from "../../words.ts";
import type { FormProps } from "./more-items.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { PartForm, Refused } from "./part-form.tsx";
import { PickPhotos } from "./pick-photos.tsx";
import { FindingLines } from "./photo-findings.tsx";
import { ToAnswer } from "./to-answer.tsx";
import { useMay } from "./use-may.ts";

/** Photos that show the work without being published, beside the case. */
export function EvidenceCard({ detail }: { detail: CaseDetail }) {
	const t = useWords().photoEdit.evidence;
	const { data } = useQuery(evidenceQuery(detail.case.id));
	if (!data || data.items.length === 0) return null;
	return (
		<PartCard title={t.title} note={data.items.length}>
			<Photos detail={detail} items={data.items} />
			<AddEvidence detail={detail} />
		</PartCard>
	);
}

/** The same in a sheet, from the menu: where there is none yet. */
export function EvidenceForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const { data } = useQuery(evidenceQuery(detail.case.id));
	return (
		<div className="grid gap-4">
			{data && data.items.length > 0 && <Photos detail={detail} items={data.items} />}
			{data?.items.length === 0 && <p className="text-soft">{t.photoEdit.evidence.empty}</p>}
			<AddEvidence detail={detail} />
			<div>
				<Button onClick={onDone}>{t.close}</Button>
			</div>
		</div>
	);
}

function Photos({ detail, items }: { detail: CaseDetail; items: EvidenceItem[] }) {
	const { data: checks } = useQuery(
		evidenceChecksQuery(
			detail.case.id,
			items.map(({ id, moment }) => `${id} ${moment}`),
		),
	);
	return (
		<PartRows>
			{items.map((item, index) => (
				<li key={item.id}>
					<PhotoRow
						detail={detail}
						item={item}
						at={index + 1}
						findings={(checks?.items ?? []).filter(({ id }) => id === item.id).flatMap(({ findings }) => findings)}
					/>
				</li>
			))}
		</PartRows>
	);
}

type RowProps = {
	detail: CaseDetail;
	item: EvidenceItem;
	at: number;
	findings: Parameters<typeof FindingLines>[0]["findings"];
};

function PhotoRow({ detail, item, at, findings }: RowProps) {
	const t = useWords();
	const words = t.photoEdit.evidence;
	const [isDescribing, setDescribing] = useState(false);
	const opener = useFocusBack(isDescribing);
	const { id } = detail.case;
	const address = `/api/cases/${id}/evidence/${item.id}`;
	const remove = usePartChange(id, () => caseApi.removeEvidence(id, item.id), words.removed);
	return (
		<div className="flex items-start gap-3">
			<a href={`${address}?size=view`} target="_blank" rel="noreferrer" className="shrink-0 rounded-md">
				<img
					src={`${address}?size=thumb`}
					alt={words.photo(at)}
					loading="lazy"
					className="size-16 rounded-md border border-line object-cover"
				/>
			</a>
			<div className="grid min-w-0 flex-1 gap-1">
				<p className="font-medium">{words.moments[item.moment ?? "none"]}</p>
				{item.note && <p className="wrap-words">{item.note}</p>}
				<PutBy item={item} zone={detail.due.timeZone} />
				<ul className="grid gap-0.5 text-sm empty:hidden">
					<FindingLines findings={findings} />
				</ul>
				{item.isMine && isDescribing && <Describe caseId={id} item={item} onDone={() => setDescribing(false)} />}
				{item.isMine && !isDescribing && (
					<Button
						ref={opener()}
						isSmall
						kind="quiet"
						className="-ml-2 justify-self-start"
						onClick={() => setDescribing(true)}
					>
						{words.describe}
					</Button>
				)}
				<ToAnswer detail={detail} photos={[item.id]} label={words.toAnswer(at)} />
				<Refused change={remove} />
			</div>
			{item.isMine && (
				<IconButton label={words.remove} disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
					<X size={14} aria-hidden />
				</IconButton>
			)}
		</div>
	);
}

function PutBy({ item, zone }: { item: EvidenceItem; zone: string }) {
	const words = useWords().photoEdit.evidence;
	return (
		<p className="text-sm text-soft">
			{item.putByName}
			{item.byLink && `, ${words.byLink}`} · <When at={item.putAt} zone={zone} />
		</p>
	);
}

function Describe({ caseId, item, onDone }: { caseId: number; item: EvidenceItem; onDone: () => void }) {
	const t = useWords();
	const words = t.photoEdit.evidence;
	const [moment, setMoment] = useState(item.moment);
	const [note, setNote] = useState(item.note);
	const change = usePartChange(caseId, () => caseApi.describeEvidence(caseId, item.id, { moment, note: note.trim() }));
	return (
		<PartForm
			label={words.describe}
			verb={words.save}
			change={change}
			isReady
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<MomentChoice moment={moment} onChange={setMoment} />
			<Field label={words.note} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
		</PartForm>
	);
}

function MomentChoice({ moment, onChange }: { moment: Moment | null; onChange: (moment: Moment | null) => void }) {
	const { moment: label, moments } = useWords().photoEdit.evidence;
	return (
		<Choice
			label={label}
			value={moment ?? "none"}
			options={(["after", "before", "none"] as const).map((value) => ({ value, label: moments[value] }))}
			onChange={(value) => onChange(value === "none" ? null : (value as Moment))}
		/>
	);
}

/** Several photos of one moment at once; each is checked by its content. */
function AddEvidence({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const words = t.photoEdit.evidence;
	const mayWork = useMay("case.work");
	const [moment, setMoment] = useState<Moment | null>("after");
	const { id } = detail.case;
	const put = usePartChange(
		id,
		async (files: File[]) => {
			for (const file of files) await caseApi.putEvidence(id, moment, file);
		},
		words.done,
	);
	if (!mayWork) return null;
	return (
		<div className="grid gap-2">
			<div className="flex flex-wrap items-end gap-2">
				<div className="min-w-40 flex-1">
					<MomentChoice moment={moment} onChange={setMoment} />
				</div>
				<PickPhotos label={words.add} disabled={put.isPending} onPick={put.mutate} />
			</div>
			<p role="status" className="text-sm text-soft empty:hidden">
				{put.isPending && words.uploading}
			</p>
			<Refused change={put} />
		</div>
	);
}
