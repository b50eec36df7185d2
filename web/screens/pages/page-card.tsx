import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, ExternalLink, Play } from "lucide-react";
import type { ReactNode } from "react";
import { api, type Page } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { WebhookAddress } from "./webhook-address.tsx";

/** One official page: whose it is, whether it hears and speaks, and what to do if not. */
export function PageCard({ page, mayManage }: { page: Page; mayManage: boolean }) {
	const t = useWords();
	const reference = useReference();
	return (
		<section aria-label={page.name} className="grid gap-3 rounded-lg border border-line px-4 py-3">
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
				<div className="min-w-0">
					<h2 className="flex items-center gap-2 text-lg font-semibold">
						<NetworkGlyph channel={page.channel} size={18} />
						<span className="min-w-0 wrap-anywhere">{page.name}</span>
						{page.url && (
							<a
								href={page.url}
								target="_blank"
								rel="noreferrer"
								aria-label={t.opensNetwork}
								title={t.opensNetwork}
								className="rounded p-1 text-soft hover:text-ink"
							>
								<ExternalLink size={14} aria-hidden />
							</a>
						)}
					</h2>
					<p className="text-soft">{reference.agency(page.agencyId)?.name}</p>
				</div>
				<Health page={page} />
			</div>
			<Figures page={page} />
			{page.refusedCount > 0 && <Refused page={page} />}
			{mayManage && (
				<>
					{page.webhookPath && <WebhookAddress path={page.webhookPath} channel={page.channel} />}
					<Manage page={page} />
				</>
			)}
		</section>
	);
}

function Health({ page }: { page: Page }) {
	const t = useWords();
	const isWell = page.status === "active";
	const Icon = isWell ? Check : CircleAlert;
	return (
		<div className={`text-right max-mid:text-left ${isWell ? "text-done" : "text-late"}`}>
			<p className="flex items-center gap-1.5">
				<Icon size={16} aria-hidden />
				{t.pages.status[page.status]}
			</p>
			{page.statusReason && !isWell && <p className="max-w-80 text-sm text-soft wrap-anywhere">{page.statusReason}</p>}
		</div>
	);
}

function Figures({ page }: { page: Page }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const moment = (at: string | null) =>
		at ? <When at={at} zone={zone} /> : <span className="text-soft">{t.pages.never}</span>;
	return (
		<dl className="flex flex-wrap gap-x-8 gap-y-1">
			<Figure name={t.pages.lastDelivery}>{moment(page.lastDeliveryAt)}</Figure>
			<Figure name={t.pages.lastSent}>{moment(page.lastSentAt)}</Figure>
			{page.queued > 0 && <Figure name={t.publication.title}>{t.pages.queued(page.queued)}</Figure>}
		</dl>
	);
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div>
			<dt className="text-sm text-soft">{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Refused({ page }: { page: Page }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	return (
		<p className="flex gap-2">
			<CircleAlert size={16} className="mt-0.5 shrink-0 text-soon" aria-hidden />
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

function Manage({ page }: { page: Page }) {
	const t = useWords();
	const client = useQueryClient();
	const resume = useMutation({
		mutationFn: () => api.resumePage(page.id),
		onSuccess: () => say(t.pages.resumed),
		onSettled: () => void client.invalidateQueries({ queryKey: ["pages"] }),
	});
	return (
		<div className="flex flex-wrap items-center gap-2">
			{page.status !== "active" && (
				<Button icon={<Play size={14} aria-hidden />} disabled={resume.isPending} onClick={() => resume.mutate()}>
					{t.pages.resume}
				</Button>
			)}
			<Link
				to="/pages/$pageId"
				params={{ pageId: page.id }}
				className="inline-flex h-9 items-center rounded-md border border-line-strong px-3 hover:bg-hover mid:h-8"
			>
				{t.pages.edit}
			</Link>
			{resume.error && <span className="text-late">{errorWords(t, resume.error)}</span>}
		</div>
	);
}
