import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { Bookmark } from "lucide-react";
import { readCaseSearch } from "../../case-search.ts";
import { Empty } from "../../components/empty.tsx";
import { Screen } from "../../components/screen.tsx";
import { savedViewsQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** A short address of a saved view, for messages: it leads to the list with the view's conditions. */
export function OpenView() {
	const t = useWords();
	const { viewId } = useParams({ strict: false });
	const { data, error } = useQuery(savedViewsQuery);
	const view = data?.items.find(({ id }) => id === viewId);
	if (view) return <Navigate to="/cases" search={readCaseSearch(view.query)} replace />;
	if (!data && !error) return null;
	return (
		<Screen title={t.noticeKinds.view}>
			<Empty
				icon={Bookmark}
				title={error ? errorWords(t, error) : t.noticeKinds.noView}
				{...(!error && { hint: t.noticeKinds.noViewHint })}
			/>
		</Screen>
	);
}
