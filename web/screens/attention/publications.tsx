import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, type Publication } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { caseQuery, useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Endless } from "../../components/endless.tsx";

export function Publications({ state }: { state: "unknown" | "failed" }) {
	const t = useWords();
	const query = useInfiniteQuery({
		queryKey: ["publications", state, "list"],
		queryFn: ({ pageParam }) => api.publications({ state, ...(pageParam ? { cursor: pageParam } : {}) }),
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<Endless query={query} isEmpty={items.length === 0} emptyWords={t.attention.none[state]}>
			{items.map((item) => (
				<li key={item.id}>
					<PublicationItem item={item} />
				</li>
			))}
		</Endless>
	);
}

function PublicationItem({ item }: { item: Publication }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const page = useReference().page(item.pageId);
	const classes = t.publication.failedClasses;
	const words =
		item.state === "unknown"
			? t.publication.unknownHint
			: (classes[item.errorClass as keyof Dictionary["publication"]["failedClasses"]] ?? t.publication.failedOther);
	return (
		<div className="grid gap-2 px-4 py-3">
			<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
				<Link
					to="/cases/$caseId"
					params={{ caseId: item.caseId }}
					className="font-medium text-accent underline underline-offset-3"
				>
					{t.attention.openCase(item.caseId)}
				</Link>
				{page && <NetworkGlyph channel={page.channel} size={14} />}
				{page?.name}
				<When at={item.createdAt} zone={zone} />
				<span>· {t.publication.attempts(item.attempts)}</span>
			</p>
			<p className="line-clamp-2 wrap-anywhere">{item.text}</p>
			<p className="text-sm text-soft">
				{item.advice ? t.connection.advice[item.advice] : words}{" "}
				{item.errorText && t.publication.networkSaid(item.errorText)}
			</p>
			{item.state === "unknown" && <Settle item={item} />}
		</div>
	);
}

function Settle({ item }: { item: Publication }) {
	const t = useWords();
	const client = useQueryClient();
	const settle = useMutation({
		mutationFn: (as: "sent" | "send-again") => api.settle(item.id, as),
		onSettled: () => {
			void client.invalidateQueries({ queryKey: ["publications"] });
			void client.invalidateQueries({ queryKey: caseQuery(item.caseId).queryKey });
		},
	});
	return (
		<div className="flex flex-wrap items-center gap-2">
			<Button isSmall disabled={settle.isPending} onClick={() => settle.mutate("sent")}>
				{t.publication.isThere}
			</Button>
			<Button isSmall disabled={settle.isPending} onClick={() => settle.mutate("send-again")}>
				{t.publication.sendAgain}
			</Button>
			{settle.error && <span className="text-late">{errorWords(t, settle.error)}</span>}
		</div>
	);
}
