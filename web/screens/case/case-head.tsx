import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ChevronDown, ChevronUp, ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { CaseDetail } from "../../api.ts";
import { AsideSign } from "../../components/aside-sign.tsx";
import { IconButton } from "../../components/button.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { TimeLeft } from "../../components/time-left.tsx";
import { useReference } from "../../queries.ts";
import { neighbourOf } from "../../queue-order.ts";
import { useWords } from "../../words.ts";
import { MoreMenu } from "./more-menu.tsx";

/** What case this is, how it stands and how much time is left. */
export function CaseHead({ detail, children }: { detail: CaseDetail; children?: ReactNode }) {
	const t = useWords();
	const page = useReference().page(detail.case.pageId);
	const row = detail.case;
	return (
		<header className="flex h-13 shrink-0 items-center gap-3 border-b border-line px-2 mid:px-5">
			<Link
				to="/cases"
				search={true}
				aria-label={t.back}
				className="flex size-10 items-center justify-center rounded-md text-soft hover:bg-hover mid:hidden"
			>
				<ArrowLeft size={20} aria-hidden />
			</Link>
			<h1 className="shrink-0 text-lg font-semibold tabular">{t.case.number(row.id)}</h1>
			<p className="flex min-w-0 items-center gap-1.5 text-soft max-mid:hidden">
				<NetworkGlyph channel={row.channel} />
				<span className="truncate">{page?.name}</span>
				{detail.thread.url && (
					<a
						href={detail.thread.url}
						target="_blank"
						rel="noreferrer"
						className="rounded p-1 hover:text-ink"
						aria-label={t.opensNetwork}
						title={t.opensNetwork}
					>
						<ExternalLink size={14} aria-hidden />
					</a>
				)}
			</p>
			{children}
			<div className="ml-auto flex shrink-0 items-center gap-2">
				<AsideSign until={row.snoozedUntil} isTight />
				{/* on a telephone it stands beside the tabs: with a term that is over there is no room for both */}
				<span className="max-mid:hidden">
					<StatusChip status={row.status} />
				</span>
				<TimeLeft row={row} isLarge />
				<MoreMenu detail={detail} />
				<Neighbours id={row.id} />
			</div>
		</header>
	);
}

function Neighbours({ id }: { id: number }) {
	const t = useWords();
	const navigate = useNavigate();
	const go = (step: 1 | -1) => {
		const next = neighbourOf(id, step);
		if (next !== null) void navigate({ to: "/cases/$caseId", params: { caseId: next }, search: true, replace: true });
	};
	return (
		<div className="flex max-mid:hidden">
			<IconButton label={t.case.previous} shortcut="K" onClick={() => go(-1)} className="w-7">
				<ChevronUp size={18} />
			</IconButton>
			<IconButton label={t.case.next} shortcut="J" onClick={() => go(1)} className="w-7">
				<ChevronDown size={18} />
			</IconButton>
		</div>
	);
}
