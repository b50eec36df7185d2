import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, ExternalLink, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Page } from "../../api.ts";
import { NetworkGlyph } from "../../components/network.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";

/** A community known by a pasted link is not read by itself: that is no trouble. */
export const isLinksOnly = (page: Page): boolean => page.status === "stopped" && page.statusReason === "links-only";

/** Whether a page needs a person: it does not send, or somebody knocks with a wrong secret. */
export const needsCare = (page: Page): boolean =>
	(page.status !== "active" && !isLinksOnly(page)) || page.refusedCount > 0 || page.health === "fail";

/** One official page: whose it is, whether it hears and speaks, and what to do if not. */
export function PageCard({ page }: { page: Page }) {
	const t = useWords();
	return (
		<section aria-label={page.name} className="@container grid gap-2 px-4 py-3">
			<div className="flex flex-wrap items-start gap-x-5 gap-y-2">
				<Name page={page} />
				<Figures page={page} />
				<Health page={page} />
			</div>
			{page.statusReason && page.status !== "active" && (
				<p className="text-sm text-soft wrap-anywhere">
					{isLinksOnly(page) ? t.connection.linksOnly : page.statusReason}
				</p>
			)}
			{page.troubles.length > 0 && <Troubles page={page} />}
			{page.refusedCount > 0 && <Refused page={page} />}
		</section>
	);
}

function Name({ page }: { page: Page }) {
	const t = useWords();
	const agency = useReference().agency(page.agencyId);
	return (
		<div className="min-w-0 basis-full @2xl:flex-1 @2xl:basis-0">
			<h2 className="flex items-center gap-2 font-medium">
				<NetworkGlyph channel={page.channel} />
				<Link
					to="/pages/$pageId"
					params={{ pageId: page.id }}
					className="min-w-0 rounded wrap-anywhere hover:text-accent hover:underline"
				>
					{page.name}
				</Link>
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

/** Whether it sends, and else how its connection is. */
function Health({ page }: { page: Page }) {
	const t = useWords();
	const isActive = page.status === "active";
	const state = isActive || isLinksOnly(page) ? (page.health ?? "ok") : "fail";
	const Icon = state === "ok" ? Check : state === "warn" ? TriangleAlert : CircleAlert;
	const colour = { ok: "text-done", warn: "text-soon", fail: "text-late" }[state];
	return (
		<p className={`flex items-center gap-1.5 pl-6 @md:w-36 @md:pl-0 ${colour}`}>
			<Icon size={16} className="shrink-0" aria-hidden />
			{isActive && state !== "ok" ? t.connection.state[state] : t.pages.status[page.status]}
		</p>
	);
}

function Figures({ page }: { page: Page }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const moment = (at: string | null) =>
		at ? <When at={at} zone={zone} /> : <span className="text-soft">{t.pages.never}</span>;
	return (
		<dl className="flex gap-x-5 pl-6 @2xl:pl-0">
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
		<div className="w-36 @md:w-40">
			<dt className="text-sm text-soft">{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

/** What is not well, in a line; the page's own screen tells what to do. */
function Troubles({ page }: { page: Page }) {
	const t = useWords();
	return (
		<p className="pl-6 text-sm text-soft">
			{page.troubles.map((code) => t.connection.codes[code].bad).join(" · ")}
			{page.isStandby && ` · ${t.connection.standby}`}
		</p>
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
