import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, CircleAlert } from "lucide-react";
import { api, type Page, type SavePage } from "../../api.ts";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { pagesQuery, referenceQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { PageForm } from "./page-form.tsx";
import { WebhookAddress } from "./webhook-address.tsx";

function BackToPages() {
	const t = useWords();
	return (
		<Link to="/pages" className="flex w-fit items-center gap-1.5 rounded text-soft hover:text-ink">
			<ArrowLeft size={16} aria-hidden />
			{t.pages.title}
		</Link>
	);
}

function useSave(save: (page: SavePage) => Promise<Page>) {
	const client = useQueryClient();
	return async (page: SavePage) => {
		const saved = await save(page);
		void client.invalidateQueries({ queryKey: pagesQuery.queryKey });
		void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
		return saved;
	};
}

export function AddPageScreen() {
	const t = useWords();
	const navigate = useNavigate();
	const save = useSave(api.addPage);
	const { data: reference } = useQuery(referenceQuery);
	return (
		<Screen title={t.pages.form.newTitle} back={<BackToPages />}>
			{reference ? (
				<PageForm
					page={null}
					onSave={async (page) => {
						const saved = await save(page);
						say(t.pages.added);
						// the next thing to do is to paste the address, which stands there
						await navigate({ to: "/pages/$pageId", params: { pageId: saved.id }, replace: true });
					}}
				/>
			) : (
				<Skeleton className="h-72 w-full" />
			)}
		</Screen>
	);
}

export function EditPageScreen() {
	const t = useWords();
	const { pageId } = useParams({ from: "/desk/pages/$pageId" });
	const { data, error } = useQuery(pagesQuery);
	const { data: reference } = useQuery(referenceQuery);
	const save = useSave((page) => api.savePage(pageId, page));
	const page = data?.items.find((one) => one.id === pageId);
	if (error || (data && !page))
		return (
			<Empty icon={CircleAlert} title={error ? errorWords(t, error) : t.errors["page-unknown"]}>
				<BackToPages />
			</Empty>
		);
	return (
		<Screen title={page ? t.pages.form.editTitle(page.name) : t.loading} back={<BackToPages />}>
			{page && reference ? (
				<>
					{page.webhookPath && <WebhookAddress path={page.webhookPath} channel={page.channel} />}
					<PageForm
						key={page.id}
						page={page}
						onSave={async (changed) => {
							await save(changed);
							say(t.pages.saved);
						}}
					/>
				</>
			) : (
				<Skeleton className="h-72 w-full" />
			)}
		</Screen>
	);
}
