import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, ExternalLink } from "lucide-react";
import { api, type PageDetail, type SavePage } from "../../api.ts";
import { Skeleton } from "../../components/empty.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Network } from "../../components/network.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { pageQuery, pagesQuery, referenceQuery, useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { PageConnect } from "./page-connect.tsx";
import { PageForm } from "./page-form.tsx";
import { PageHealth } from "./page-health.tsx";
import { PageLedger } from "./page-ledger.tsx";
import { PageEvents, PageReading } from "./page-reading.tsx";
import { PageSwitches } from "./page-switches.tsx";

export function BackToPages() {
	const t = useWords();
	return (
		<Link to="/pages" className="flex w-fit items-center gap-1.5 rounded text-soft hover:text-ink">
			<ArrowLeft size={16} aria-hidden />
			{t.nav.pages}
		</Link>
	);
}

/** One page: whether it hears and speaks, what came to it, and how it is connected. */
export function PageScreen() {
	const t = useWords();
	const { pageId } = useParams({ from: "/desk/setup/pages/$pageId" });
	const query = useQuery(pageQuery(pageId));
	const { data, error } = query;
	return (
		<Screen
			title={data ? t.pages.form.editTitle(data.page.name) : error ? t.nav.pages : t.loading}
			back={<BackToPages />}
		>
			<Loaded query={query} height="h-72">
				{(detail) => <Parts detail={detail} />}
			</Loaded>
		</Screen>
	);
}

function Parts({ detail }: { detail: PageDetail }) {
	const mayManage = useMe().permissions.includes("page.manage");
	return (
		<div className="grid gap-8">
			<Whose detail={detail} />
			<PageHealth detail={detail} mayManage={mayManage} />
			{mayManage && (detail.abilities.connects || detail.page.webhookPath) && <PageConnect detail={detail} />}
			<PageReading detail={detail} />
			<PageLedger detail={detail} mayManage={mayManage} />
			<PageEvents detail={detail} />
			{mayManage && <Settings detail={detail} />}
		</div>
	);
}

function Whose({ detail: { page } }: { detail: PageDetail }) {
	const t = useWords();
	const reference = useReference();
	const agency = reference.agency(page.agencyId)?.name;
	const territory = reference.territory(page.territoryCode)?.name ?? t.pages.form.noTerritory;
	const words = t.connection.state[page.health ?? "never"];
	const colour = { ok: "text-done", warn: "text-soon", fail: "text-late" }[page.health ?? "ok"];
	return (
		<div className="grid gap-1">
			<p className={`text-lg ${page.health ? colour : "text-soft"}`}>
				{page.status === "active" ? words : t.pages.status[page.status]}
			</p>
			<p className="flex flex-wrap items-center gap-x-2 text-soft">
				<Network channel={page.channel} />
				{page.kind === "watched" && <span>· {t.connection.watched}</span>}
				{agency && <span>· {agency}</span>}
				<span>· {territory}</span>
				{page.url && (
					<a
						href={page.url}
						target="_blank"
						rel="noreferrer"
						className="inline-flex items-center gap-1 text-accent underline"
					>
						<ExternalLink size={14} aria-hidden />
						{t.opensNetwork}
					</a>
				)}
			</p>
		</div>
	);
}

function Settings({ detail: { page } }: { detail: PageDetail }) {
	const t = useWords();
	const client = useQueryClient();
	const { data: reference } = useQuery(referenceQuery);
	const save = async (changed: SavePage) => {
		await api.savePage(page.id, changed);
		void client.invalidateQueries({ queryKey: pagesQuery.queryKey });
		void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
		say(t.pages.saved);
	};
	return (
		<details className="rounded-lg border border-line">
			<summary className="cursor-pointer rounded-lg px-4 py-3 text-lg font-semibold hover:bg-hover">
				{t.connection.settings}
			</summary>
			<div className="grid gap-6 px-4 pt-1 pb-4">
				{reference ? (
					<PageForm key={page.id} page={page} found={null} onSave={save} />
				) : (
					<Skeleton className="h-72 w-full" />
				)}
				<PageSwitches page={page} />
			</div>
		</details>
	);
}
