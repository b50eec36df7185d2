import { useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { type CaseLink, type Child, caseApi } from "../../api-case.ts";
import { childrenQuery, happened, linksQuery, repeatsQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { useWords } from "../../words.ts";
import { CaseRef } from "./case-ref.tsx";
import { PartCard, PartRows } from "./part-card.tsx";
import { AskReason, Refused } from "./part-form.tsx";
import { useMay } from "./use-may.ts";

/** Cases this one belongs together with: merged, linked, repeated. */
export function FamilyCard({ detail }: { detail: CaseDetail }) {
	const { caseWork } = useWords();
	const { id, parentId, childCount } = detail.case;
	const { data: links } = useQuery({ ...linksQuery(id), enabled: happened(detail, "linked") });
	const mayRepeat = happened(detail, "repeatLinked") || detail.case.answeredAt !== null;
	const { data: repeats } = useQuery({ ...repeatsQuery(id), enabled: mayRepeat });
	const hasRepeats = repeats && (repeats.repeatOf !== null || repeats.repeatedBy.length > 0);
	const hasLinks = (links?.items.length ?? 0) > 0;
	if (parentId === null && childCount === 0 && !hasLinks && !hasRepeats) return null;
	return (
		<PartCard title={caseWork.family.title}>
			<PartRows>
				{parentId !== null && <Parent detail={detail} parentId={parentId} />}
				{childCount > 0 && <Children detail={detail} />}
				{links?.items.map((link) => (
					<LinkRow key={link.id} link={link} caseId={id} />
				))}
				{hasRepeats && <Repeats detail={detail} {...repeats} />}
			</PartRows>
		</PartCard>
	);
}

function Parent({ detail, parentId }: { detail: CaseDetail; parentId: number }) {
	const { caseWork } = useWords();
	const words = caseWork.family;
	const { id, version } = detail.case;
	return (
		<li className="grid gap-1">
			<p>
				{words.mergedInto} <CaseRef id={parentId} />
			</p>
			<p className="text-sm text-soft">{words.mergedHint}</p>
			{detail.can.triage && <Unmerge id={id} version={version} shownIn={id} />}
		</li>
	);
}

/** @param shownIn the case on whose screen it stands */
function Unmerge({ id, version, shownIn }: { id: number; version: number; shownIn: number }) {
	const t = useWords();
	const words = t.caseWork.family;
	const change = usePartChange(shownIn, () => caseApi.unmerge(id, version), words.unmerged);
	return (
		<>
			<Button
				isSmall
				kind="quiet"
				hint={words.unmergeHint}
				className="-ml-2 justify-self-start"
				disabled={change.isPending}
				onClick={() => change.mutate(undefined)}
			>
				{words.unmerge}
			</Button>
			<Refused change={change} />
		</>
	);
}

function Children({ detail }: { detail: CaseDetail }) {
	const { caseWork } = useWords();
	const words = caseWork.family;
	const { id, childCount } = detail.case;
	const { data } = useQuery(childrenQuery(id));
	const { share } = detail.family;
	return (
		<li className="grid gap-2">
			<p>{words.children(childCount)}</p>
			{share && <p className="text-sm text-soft">{words.answeredIn(share.answered, share.threads)}</p>}
			<ul className="grid gap-2 border-l-2 border-line pl-3">
				{data?.items.map((child) => (
					<ChildRow key={child.case.id} child={child} detail={detail} />
				))}
			</ul>
		</li>
	);
}

function ChildRow({ child, detail }: { child: Child; detail: CaseDetail }) {
	const t = useWords();
	const row = child.case;
	return (
		<li className="grid gap-0.5">
			<p className="flex items-center justify-between gap-2">
				<CaseRef id={row.id} />
				<StatusChip status={row.status} isPlain />
			</p>
			<p className="line-clamp-2 text-sm wrap-anywhere">{row.excerpt.trim() || t.queue.noText}</p>
			{detail.can.triage && <Unmerge id={row.id} version={row.version} shownIn={detail.case.id} />}
		</li>
	);
}

function LinkRow({ link, caseId }: { link: CaseLink; caseId: number }) {
	const t = useWords();
	const words = t.caseWork.family;
	const mayUnlink = useMay("case.work", "case.triage");
	const change = usePartChange(caseId, () => caseApi.unlink(caseId, link.id), words.unlinked);
	return (
		<li className="grid gap-0.5">
			<p>
				{words.sides[link.kind][link.side]} <CaseRef id={link.otherId} />
			</p>
			<p className="line-clamp-2 text-sm wrap-anywhere text-soft">{link.other?.excerpt ?? words.hidden}</p>
			{link.note && <p className="text-sm wrap-words">{t.quoted(link.note)}</p>}
			{mayUnlink && link.other && (
				<Button
					isSmall
					kind="quiet"
					className="-ml-2 justify-self-start"
					disabled={change.isPending}
					onClick={() => change.mutate(undefined)}
				>
					{words.unlink}
				</Button>
			)}
			<Refused change={change} />
		</li>
	);
}

function Repeats(props: { detail: CaseDetail; repeatOf: number | null; repeatedBy: number[] }) {
	const { caseWork } = useWords();
	const words = caseWork.family;
	const { id, version } = props.detail.case;
	const unlink = usePartChange(id, (reason: string) => caseApi.unlinkRepeat(id, version, reason), words.unlinked);
	return (
		<li className="grid gap-1">
			{props.repeatOf !== null && (
				<p>
					{words.repeatOf} <CaseRef id={props.repeatOf} />
				</p>
			)}
			{props.repeatedBy.length > 0 && (
				<p className="flex flex-wrap gap-x-2">
					{words.repeatedBy}
					{props.repeatedBy.map((one) => (
						<CaseRef key={one} id={one} />
					))}
				</p>
			)}
			{props.repeatOf !== null && props.detail.can.triage && (
				<div className="-ml-2">
					<AskReason
						verb={words.notRepeat}
						label={words.notRepeatWhy}
						change={unlink}
						onSend={(reason) => unlink.mutate(reason)}
					/>
				</div>
			)}
		</li>
	);
}
