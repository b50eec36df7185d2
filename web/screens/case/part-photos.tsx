import { useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { type CaseTask, caseApi, type EvidenceItem } from "../../api-case.ts";
import { evidenceChecksQuery, evidenceQuery, happened, usePartChange } from "../../case-parts.ts";
import { useWords } from "../../words.ts";
import { Refused } from "./part-form.tsx";
import { FindingLines } from "./photo-findings.tsx";
import { PickPhotos } from "./pick-photos.tsx";
import { ToAnswer } from "./to-answer.tsx";

/** The photos that came with a part: whose they are the part says; what they tell of themselves stands below. */
export function PartPhotos({ detail, task }: { detail: CaseDetail; task: CaseTask }) {
	const t = useWords().photoEdit.evidence;
	const { id } = detail.case;
	const { data } = useQuery({ ...evidenceQuery(id), enabled: happened(detail, "evidencePut") });
	const photos = (data?.items ?? []).filter(({ taskId }) => taskId === task.id);
	const { data: checks } = useQuery({
		...evidenceChecksQuery(
			id,
			photos.map((photo) => photo.id),
		),
		enabled: photos.length > 0,
	});
	if (photos.length === 0) return null;
	return (
		<div className="grid gap-1.5">
			<Thumbs caseId={id} photos={photos} label={t.ofPart} />
			<ul className="grid gap-0.5 text-sm empty:hidden">
				{(checks?.items ?? [])
					.filter((one) => photos.some((photo) => photo.id === one.id))
					.map((one) => (
						<FindingLines key={one.id} findings={one.findings} />
					))}
			</ul>
			<ToAnswer detail={detail} photos={photos.map((photo) => photo.id)} label={t.toAnswerAll} />
		</div>
	);
}

function Thumbs({ caseId, photos, label }: { caseId: number; photos: EvidenceItem[]; label: string }) {
	const t = useWords().photoEdit.evidence;
	return (
		<ul aria-label={label} className="flex flex-wrap gap-2">
			{photos.map((photo, index) => (
				<li key={photo.id}>
					<a
						href={`/api/cases/${caseId}/evidence/${photo.id}?size=view`}
						target="_blank"
						rel="noreferrer"
						className="block rounded-md"
					>
						<img
							src={`/api/cases/${caseId}/evidence/${photo.id}?size=thumb`}
							alt={t.photo(index + 1)}
							loading="lazy"
							className="size-14 rounded-md border border-line object-cover"
						/>
					</a>
				</li>
			))}
		</ul>
	);
}

/** For whoever writes the part: photos go with it at once, each checked by its content. */
export function AddPartPhotos({ task, caseId }: { task: CaseTask; caseId: number }) {
	const t = useWords().photoEdit.evidence;
	const { data } = useQuery(evidenceQuery(caseId));
	const photos = (data?.items ?? []).filter(({ taskId }) => taskId === task.id);
	const put = usePartChange(
		caseId,
		async (files: File[]) => {
			for (const file of files) await caseApi.putEvidence(caseId, null, file, task.id);
		},
		t.done,
	);
	return (
		<div className="grid justify-items-start gap-1.5">
			{photos.length > 0 && <Thumbs caseId={caseId} photos={photos} label={t.ofPart} />}
			<PickPhotos isSmall kind="quiet" label={t.ofPartAdd} disabled={put.isPending} onPick={put.mutate} />
			<p role="status" className="text-sm text-soft empty:hidden">
				{put.isPending && t.uploading}
			</p>
			<Refused change={put} />
		</div>
	);
}
