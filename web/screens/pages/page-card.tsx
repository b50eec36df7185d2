import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, ExternalLink, Pencil, Play } from "lucide-react";
import type { ReactNode } from "react";
import { api, type Page } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Hint } from "../../components/hint.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** Whether a page needs a person: it does not send, or somebody knocks with a wrong secret. */
export const needsCare = (page: Page): boolean => page.status !== "active" || page.refusedCount > 0;

/** One official page: whose it is, whether it hears and speaks, and what to do if not. */
export function PageCard({ page, mayManage }: { page: Page; mayManage: boolean }) {
	return (
		<section aria-label={page.name} className="grid gap-2 px-4 py-3">
			<div className="grid items-start gap-x-5 gap-y-2 mid:flex">
				<Name page={page} />
				<Figures page={page} />
				<div className="flex items-center justify-between gap-3 pl-6 mid:pl-0">
					<Health page={page} />
					{mayManage && <Edit page={page} />}
				</div>
			</div>
			{page.statusReason && page.status !== "active" && (
				<p className="text-sm text-soft wrap-anywhere">{page.statusReason}</p>
			)}
			{page.refusedCount > 0 && <Refused page={page} />}
			{mayManage && page.status !== "active" && <Resume page={page} />}
		</section>
	);
}

function Name({ page }: { page: Page }) {
	const t = useWords();
	const agency = useReference().agency(page.agencyId);
	return (
		<div className="min-w-0 flex-1">
			<h2 className="flex items-center gap-2 font-medium">
				<NetworkGlyph channel={page.channel} />
				<span className="min-w-0 wrap-anywhere">{page.name}</span>
				{page.url && (
					<a
						href={page.url}
						target="_blank"
						rel="noreferrer"
						aria-label={t.opensNetwork}
						title={t.opensNetwork}
						className="rounded p-0.5 text-soft hover:text-ink"
					>
						<ExternalLink size={14} aria-hidden />
					</a>
				)}
			</h2>
			{agency && agency.name !== page.name && <p className="pl-6 text-sm text-soft">{agency.name}</p>}
		</div>
	);
}

function Health({ page }: { page: Page }) {
	const t = useWords();
	const isWell = page.status === "active";
	const Icon = isWell ? Check : CircleAlert;
	return (
		<p className={`flex max-w-40 items-center gap-1.5 mid:w-24 ${isWell ? "text-done" : "text-late"}`}>
			<Icon size={16} className="shrink-0" aria-hidden />
			{t.pages.status[page.status]}
		</p>
	);
}

function Figures({ page }: { page: Page }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const moment = (at: string | null) =>
		at ? <When at={at} zone={zone} /> : <span className="text-soft">{t.pages.never}</span>;
	return (
		<dl className="flex gap-x-5 pl-6 mid:pl-0">
			<Figure name={t.pages.lastDelivery}>{moment(page.lastDeliveryAt)}</Figure>
			<Figure name={t.pages.lastSent}>
				{moment(page.lastSentAt)}
				{page.queued > 0 && <span className="block text-sm text-soft">{t.pages.queued(page.queued)}</span>}
			</Figure>
		</dl>
	);
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div className="w-36">
			<dt className="text-sm text-soft">{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Edit({ page }: { page: Page }) {
	const t = useWords();
	return (
		<Hint text={t.pages.edit}>
			<Link
				to="/pages/$pageId"
				params={{ pageId: page.id }}
				aria-label={`${t.pages.edit}: ${page.name}`}
				className="inline-flex size-9 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink mid:size-8"
			>
				<Pencil size={16} aria-hidden />
			</Link>
		</Hint>
	);
}

function Refused({ page }: { page: Page }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	return (
		<p className="flex gap-2 text-sm">
			<CircleAlert size={16} className="mt-px shrink-0 text-soon" aria-hidden />
			<span>
				<span className="text-soon">{t.pages.refused(page.refusedCount)}</span>
				{page.refusedAt && (
					<>
						, <When at={page.refusedAt} zone={zone} />
					</>
				)}
				. {t.pages.refusedHint}
			</span>
		</p>
	);
}

function Resume({ page }: { page: Page }) {
	const t = useWords();
	const client = useQueryClient();
	const resume = useMutation({
		mutationFn: () => api.resumePage(page.id),
		onSuccess: () => say(t.pages.resumed),
		onSettled: () => void client.invalidateQueries({ queryKey: ["pages"] }),
	});
	return (
		<div className="flex flex-wrap items-center gap-2">
			<Button icon={<Play size={14} aria-hidden />} disabled={resume.isPending} onClick={() => resume.mutate()}>
				{t.pages.resume}
			</Button>
			{resume.error && <span className="text-late">{errorWords(t, resume.error)}</span>}
		</div>
	);
}
