import { Link } from "@tanstack/react-router";
import { CornerDownRight, MessageSquareWarning } from "lucide-react";
import { memo } from "react";
import type { CaseRow } from "../../api.ts";
import { AsideSign } from "../../components/aside-sign.tsx";
import { CueSigns } from "../../components/cue.tsx";
import { Hint } from "../../components/hint.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { TimeLeft } from "../../components/time-left.tsx";
import { type Facts } from "../../list-facts.ts";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { langOf } from "../../lang-of.ts";
import { titleOf, useFirstWords } from "../../words.ts";

/** With a line of who has the case, or without it. */
export const rowHeightOf = (facts: Facts): number => (hasSource(facts) ? 104 : 84);

const hasSource = (facts: Facts): boolean => facts.has("agency") || facts.has("assignee") || facts.has("status");

type RowProps = {
	row: CaseRow;
	isOpen: boolean;
	isAt: boolean;
	isFresh: boolean;
	isChosen: boolean;
	/** the name of the group that it went to since the list was read */
	movedTo: string | undefined;
	/** some row is chosen: the boxes of all of them are shown */
	isChoosing: boolean;
	showsAgency: boolean;
	/** what it tells beside the words */
	facts: Facts;
	onChoose: (id: number, isReaching: boolean) => void;
};

/** One case: the resident's own words first, then where it came from, what about, and how much time is left. */
export const QueueRow = memo(function QueueRow(props: RowProps) {
	const { row, isOpen, isAt, isFresh, isChosen, showsAgency, facts } = props;
	const t = useFirstWords();
	const mark = isOpen ? "bg-accent" : isFresh ? "bg-accent-line" : "bg-transparent";
	return (
		<div
			className={`group relative h-full border-b border-line px-4 pt-2.5 ${isOpen || isChosen ? "bg-accent-tint" : "hover:bg-hover"} ${isAt && !isOpen ? "outline-2 -outline-offset-2 outline-accent-line" : ""}`}
		>
			<span aria-hidden className={`absolute inset-y-0 left-0 w-[3px] ${mark}`} />
			<Link
				to="/cases/$caseId"
				params={{ caseId: row.id }}
				search={true}
				aria-current={isOpen ? "true" : undefined}
				lang={langOf(row.excerpt)}
				className="line-clamp-2 h-10 wrap-anywhere outline-offset-2 after:absolute after:inset-0"
			>
				{row.excerpt.trim() || <span className="text-soft">{t.queue.noText}</span>}
			</Link>
			<div className="mt-1 flex items-center justify-between gap-2">
				<About {...props} />
				<span className="flex shrink-0 items-center gap-1.5">
					{!hasSource(facts) && <Signs row={row} />}
					{facts.has("due") && (
						// above the link that covers the whole row
						<span className="relative z-10 -mr-1">
							<TimeLeft row={row} />
						</span>
					)}
				</span>
			</div>
			{hasSource(facts) && <Source row={row} showsAgency={showsAgency} facts={facts} />}
		</div>
	);
});

/** The box stands where the sign of the network is, and takes its place when it is wanted. */
function ChooseBox({ row, isChosen, isChoosing, isAt, onChoose, facts }: RowProps) {
	const t = useFirstWords();
	const isShown = isChosen || isChoosing || isAt;
	return (
		<span className="relative z-10 -my-1.5 -ml-1.5 flex size-7 shrink-0 items-center justify-center">
			<span className={isShown ? "hidden" : "group-focus-within:hidden group-hover:hidden pointer-coarse:hidden"}>
				{facts.has("network") && <NetworkGlyph channel={row.channel} size={14} />}
			</span>
			<input
				type="checkbox"
				aria-label={t.triage.chooseCase(row.id)}
				checked={isChosen}
				// the row has its own keys
				tabIndex={-1}
				onChange={() => {}}
				onClick={(event) => onChoose(row.id, event.shiftKey)}
				className={`size-4 accent-accent ${isShown ? "" : "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 not-pointer-coarse:absolute pointer-coarse:opacity-100"}`}
			/>
		</span>
	);
}

function About(props: RowProps) {
	const { row, facts, movedTo } = props;
	const t = useFirstWords();
	const language = useLanguage();
	const reference = useReference();
	const topic = reference.topic(row.topicCode);
	const place = facts.has("place") ? reference.territory(row.territoryCode)?.name : undefined;
	const isProposal = row.topicBy === "machine" && topic;
	return (
		<span className="flex min-w-0 items-center gap-1.5 text-sm">
			<ChooseBox {...props} />
			{movedTo !== undefined && <MovedTo group={movedTo} />}
			<span className="truncate">
				{facts.has("topic") && (
					<span
						className={
							isProposal ? "text-accent underline decoration-dotted underline-offset-3" : topic ? "" : "text-soft"
						}
					>
						{topic ? titleOf(topic, language) : t.queue.noTopic}
					</span>
				)}
				{place && <span className="text-soft">{facts.has("topic") ? ` · ${place}` : place}</span>}
			</span>
		</span>
	);
}

/** The case waits for its new place until the list is read again: nothing jumps. */
function MovedTo({ group }: { group: string }) {
	const words = useFirstWords().listLook.movedTo(group);
	return (
		<Hint text={words}>
			<span className="relative z-10 -mr-0.5 shrink-0 text-accent">
				<CornerDownRight size={14} aria-label={words} />
			</span>
		</Hint>
	);
}

function Source({ row, showsAgency, facts }: Pick<RowProps, "row" | "showsAgency" | "facts">) {
	const t = useFirstWords();
	const reference = useReference();
	const page = reference.page(row.pageId);
	// an agency's own page goes without saying
	const isOwnPage = page?.agencyId === row.agencyId;
	const agency = showsAgency ? (reference.agency(row.agencyId)?.shortName ?? t.queue.noAgency) : null;
	const fromPage = agency && page && !isOwnPage && t.queue.fromPage(page.name);
	const words = [
		facts.has("assignee") && (reference.staff(row.assigneeId)?.name ?? t.listLook.nobody),
		facts.has("agency") && (agency ?? page?.name),
		facts.has("agency") && fromPage,
	].filter(Boolean);
	return (
		<div className="flex items-center justify-between gap-2 text-xs text-soft">
			<span className="min-w-0 truncate">{words.join(" · ")}</span>
			<span className="flex shrink-0 items-center gap-1.5">
				<Signs row={row} />
				{facts.has("status") && (
					<span className="[&>span]:text-xs">
						<StatusChip status={row.status} isPlain />
					</span>
				)}
			</span>
		</div>
	);
}

/** What must not be overlooked, whatever a row tells. */
function Signs({ row }: Pick<RowProps, "row">) {
	const t = useFirstWords();
	return (
		<>
			<AsideSign until={row.snoozedUntil} />
			<CueSigns codes={row.cues} />
			{row.hasOutsideAnswer && (
				<Hint text={t.case.outsideNotice}>
					<span className="relative z-10 text-soon">
						<MessageSquareWarning size={14} aria-label={t.case.outsideNotice} />
					</span>
				</Hint>
			)}
		</>
	);
}
