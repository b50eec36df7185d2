import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { api, type Delivery } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { FailedNotice } from "../../components/failed.tsx";
import { Endless } from "../../components/endless.tsx";

export function Deliveries({ mayRetry }: { mayRetry: boolean }) {
	const t = useWords();
	const query = useInfiniteQuery({
		queryKey: ["deliveries", "not-understood", "list"],
		queryFn: ({ pageParam }) =>
			api.deliveries({ status: "not-understood", ...(pageParam ? { cursor: pageParam } : {}) }),
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<Endless query={query} isEmpty={items.length === 0} emptyWords={t.attention.none.deliveries}>
			{items.map((item) => (
				<li key={item.id}>
					<DeliveryItem item={item} mayRetry={mayRetry} />
				</li>
			))}
		</Endless>
	);
}

function Reason({ of: { trouble, reason } }: { of: Delivery }) {
	const t = useWords().attention;
	return (
		<div>
			{trouble && (
				<p>
					<span className="text-soft">{t.reason}:</span> {t.troubles[trouble]}
				</p>
			)}
			{reason && (
				<p className="text-sm text-soft">
					{t.detail}: <span lang="en">{reason}</span>
				</p>
			)}
		</div>
	);
}

function DeliveryItem({ item, mayRetry }: { item: Delivery; mayRetry: boolean }) {
	const t = useWords();
	const client = useQueryClient();
	const zone = useMe().region.timeZone;
	const page = useReference().page(item.pageId);
	const [isOpen, setOpen] = useState(false);
	const retry = useMutation({
		mutationFn: () => api.retryDelivery(item.id),
		onSuccess: () => say(t.attention.retried),
		onSettled: () => void client.invalidateQueries({ queryKey: ["deliveries"] }),
	});
	return (
		<div className="grid gap-2 px-4 py-3">
			<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
				{page && <NetworkGlyph channel={page.channel} size={14} />}
				<span className="font-medium text-ink">{page?.name}</span>
				<When at={item.receivedAt} zone={zone} />
				<span className="tabular">· {t.attention.size(item.size)}</span>
				<span>· {t.publication.attempts(item.attempts)}</span>
			</p>
			<Reason of={item} />
			<div className="flex flex-wrap items-center gap-2">
				{mayRetry && (
					<Button
						isSmall
						icon={<RotateCw size={14} aria-hidden />}
						disabled={retry.isPending}
						onClick={() => retry.mutate()}
					>
						{t.attention.retry}
					</Button>
				)}
				<Button isSmall kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
					{isOpen ? t.hide : t.attention.showBody}
				</Button>
				{retry.error && <span className="text-late">{errorWords(t, retry.error)}</span>}
			</div>
			{isOpen && <Body id={item.id} />}
		</div>
	);
}

/** JSON is laid out for reading; anything else stays as it came. */
function readable(body: string): string {
	try {
		return JSON.stringify(JSON.parse(body), null, 2);
	} catch {
		return body;
	}
}

function Body({ id }: { id: number }) {
	const t = useWords();
	const { data, error, refetch } = useQuery({
		queryKey: ["deliveries", "body", id],
		queryFn: () => api.delivery(id),
		staleTime: Number.POSITIVE_INFINITY,
	});
	if (error) return <FailedNotice error={error} again={() => void refetch()} />;
	if (!data) return <Skeleton className="h-24 w-full" />;
	return (
		<pre
			aria-label={t.attention.body}
			// a region that scrolls must be reachable by keyboard
			tabIndex={0}
			className="max-h-96 overflow-auto rounded-lg border border-line bg-side p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
		>
			{readable(data.body)}
		</pre>
	);
}
