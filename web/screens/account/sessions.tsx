import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { accountApi, type OwnSession } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ownSessionsQuery } from "./account-queries.ts";
import { useAccountWords } from "./account-words.ts";

export function Sessions() {
	const t = useWords();
	const words = useAccountWords().sessions;
	const client = useQueryClient();
	const query = useQuery(ownSessionsQuery);
	const { data } = query;
	const end = useMutation({
		mutationFn: (id: number | null) => (id === null ? accountApi.endOthers() : accountApi.endSession(id)),
		onSuccess: (_, id) => say(id === null ? words.othersEnded : words.ended),
		onSettled: () => client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
	});
	if (!data && query.error) return <Failed query={query} />;
	if (!data) return <Skeleton className="h-14 w-full" />;
	return (
		<>
			<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
				{data.items.map((session) => (
					<Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} isBusy={end.isPending} />
				))}
			</ul>
			{end.error && <p className="text-late">{errorWords(t, end.error)}</p>}
			{data.items.length > 1 ? (
				<Button kind="danger" className="w-fit" disabled={end.isPending} onClick={() => end.mutate(null)}>
					{words.endOthers}
				</Button>
			) : (
				<p className="text-soft">{words.only}</p>
			)}
		</>
	);
}

const phones = new Set(["iPhone", "iPad", "Android"]);

function Row({ session, onEnd, isBusy }: { session: OwnSession; onEnd: () => void; isBusy: boolean }) {
	const words = useAccountWords().sessions;
	const zone = useMe().region.timeZone;
	const { browser, system, ip } = session;
	const device = [browser, system].filter(Boolean).join(", ") || words.unknown;
	const Icon = phones.has(system ?? "") ? Smartphone : Monitor;
	return (
		<li className="flex items-center gap-3 px-4 py-2.5">
			<Icon size={18} className="shrink-0 text-soft" aria-hidden />
			<div className="min-w-0 flex-1">
				<p>
					{device}
					{session.isThis && <span className="text-done"> · {words.this}</span>}
				</p>
				<p className="flex flex-wrap gap-x-1 text-sm text-soft">
					<span>
						{words.seen} <When at={session.lastSeenAt} zone={zone} />
					</span>
					<span>
						· {words.since} <When at={session.createdAt} zone={zone} />
					</span>
					{ip && <span className="tabular">· {ip}</span>}
				</p>
			</div>
			{!session.isThis && (
				<Button isSmall disabled={isBusy} onClick={onEnd} aria-label={`${words.end}: ${device}`}>
					{words.end}
				</Button>
			)}
		</li>
	);
}
