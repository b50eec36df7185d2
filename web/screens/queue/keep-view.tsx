import { useQuery } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { Suspense, useState } from "react";
import { later } from "../../later.ts";
import type { SavedView } from "../../api.ts";
import { type CaseSearch, filterCount, isSameSearch, readCaseSearch } from "../../case-search.ts";
import { Button } from "../../components/button.tsx";
import { savedViewsQuery } from "../../queries.ts";
import { useFirstWords } from "../../words.ts";

const ViewForm = later(() => import("./view-form.tsx"), "ViewForm");

/** Conditions that stand in the address and have no name yet may be given one. */
export function SaveView({ search }: { search: CaseSearch }) {
	const t = useFirstWords();
	const [isSaving, setSaving] = useState(false);
	const { data } = useQuery(savedViewsQuery);
	const isNarrowed = filterCount(search) > 0 || search.q !== undefined || search.group !== undefined;
	const isSaved = data?.items.some((view) => isSameSearch(readCaseSearch(view.query), search));
	// "overdue" alone is a view that everybody has
	const isKnown = isSaved || isSameSearch(search, { due: "overdue" });
	if (!data || !isNarrowed || isKnown) return null;
	const query = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
	return (
		<>
			<Button
				isSmall
				kind="quiet"
				icon={<Bookmark size={14} aria-hidden />}
				onClick={() => setSaving(true)}
				className="justify-self-start"
			>
				{t.triage.viewSave}
			</Button>
			{isSaving && (
				<Suspense>
					<ViewForm view={null} query={query as SavedView["query"]} onClose={() => setSaving(false)} />
				</Suspense>
			)}
		</>
	);
}
