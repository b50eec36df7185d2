import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { FailedNotice } from "../../components/failed.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

type Item = {
	id: number;
	title: string;
	from: string;
	to: string;
	action: { label: string; run: () => void } | null;
};

/** What somebody said of a time from then to then, and the way to take it back. */
export function Listed(props: {
	query: { isPending: boolean; error: Error | null; refetch: () => unknown };
	error: Error | null;
	empty: string;
	items: Item[];
}) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	if (props.query.isPending) return <Skeleton className="h-14 w-full" />;
	return (
		<>
			{props.query.error && <FailedNotice error={props.query.error} again={() => void props.query.refetch()} />}
			{props.error && (
				<p role="alert" className="text-late">
					{errorWords(t, props.error)}
				</p>
			)}
			{props.items.length === 0 && !props.query.error && <p className="text-soft">{props.empty}</p>}
			{props.items.length > 0 && (
				<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
					{props.items.map(({ id, title, from, to, action }) => (
						<li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5">
							<span>
								<span className="block">{title}</span>
								<span className="text-sm text-soft">
									<When at={from} zone={zone} /> – <When at={to} zone={zone} />
								</span>
							</span>
							{action && (
								<Button isSmall onClick={action.run}>
									{action.label}
								</Button>
							)}
						</li>
					))}
				</ul>
			)}
		</>
	);
}
