import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SavedViewList } from "../../api.ts";
import { say } from "../../components/toaster.tsx";
import { savedCountsQuery, savedViewsQuery } from "../../queries.ts";
import { errorWords, useFirstWords } from "../../words.ts";

/** The list as the server has it after a change of one view. */
export function useViewChange() {
	const t = useFirstWords();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (change: () => Promise<SavedViewList>) => change(),
		onSuccess: (list) => {
			client.setQueryData(savedViewsQuery.queryKey, list);
			void client.invalidateQueries({ queryKey: savedCountsQuery.queryKey });
		},
		onError: (error) => say(errorWords(t, error)),
	});
}
