import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { say } from "../../components/toaster.tsx";

/**
 * One change of what is set up: says that it is done and has the lists that tell of it read anew.
 * @param stale the beginnings of their keys
 */
export function useChange<T = void, R = unknown>(
	act: (input: T) => Promise<R>,
	{ said, stale, onDone }: { said?: string; stale: QueryKey[]; onDone?: (result: R) => void },
) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: act,
		onSuccess: (result) => {
			if (said) say(said);
			onDone?.(result);
		},
		onSettled: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
	});
}
