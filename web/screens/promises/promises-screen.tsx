import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { dayApi } from "../../api-day.ts";
import { DayTabs } from "../../components/day-tabs.tsx";
import { Endless } from "../../components/endless.tsx";
import { Screen } from "../../components/screen.tsx";
import { Select } from "../../components/select.tsx";
import { useMe, useReference } from "../../queries.ts";
import { dayIn } from "../../time.ts";
import { useWords } from "../../words.ts";
import { PromiseItem } from "./promise-item.tsx";
import { type PromiseSearch, queryOf, type Shown, shownList } from "./shown.ts";

/** Days named to residents: what is due, what is over, and what became of the rest. */
export function PromisesScreen() {
	const t = useWords();
	const navigate = useNavigate();
	const search = useSearch({ from: "/desk/promises" });
	const choose = (change: PromiseSearch) => void navigate({ to: "/promises", search: { ...search, ...change } });
	return (
		<Screen title={t.promises.title} lead={t.promises.lead} back={<DayTabs />}>
			<div className="flex flex-wrap items-center gap-2">
				<ShownChoice shown={search.show ?? "open"} onChoose={(show) => choose({ show })} />
				<AgencyChoice agencyId={search.agencyId} onChoose={(agencyId) => choose({ agencyId })} />
			</div>
			<List search={search} />
		</Screen>
	);
}

function ShownChoice({ shown, onChoose }: { shown: Shown; onChoose: (shown: Shown) => void }) {
	const t = useWords();
	return (
		<div role="group" aria-label={t.promises.which} className="flex flex-wrap gap-1">
			{shownList.map((one) => (
				<button
					key={one}
					type="button"
					aria-pressed={one === shown}
					onClick={() => onChoose(one)}
					className="h-9 rounded-md px-2.5 text-soft hover:bg-hover aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent mid:h-8"
				>
					{t.promises.shown[one]}
				</button>
			))}
		</div>
	);
}

/** Only who sees several agencies chooses among them. */
function AgencyChoice({ agencyId, onChoose }: { agencyId: number | undefined; onChoose: (id?: number) => void }) {
	const t = useWords();
	const me = useMe();
	const { agencies } = useReference().all;
	if (!me.permissions.includes("case.read.region")) return null;
	return (
		<Select
			aria-label={t.promises.agency}
			value={agencyId ?? ""}
			onChange={({ target }) => onChoose(Number(target.value) || undefined)}
			className="w-full mid:ml-auto mid:w-56"
		>
			<option value="">{t.promises.allAgencies}</option>
			{agencies.map(({ id, shortName }) => (
				<option key={id} value={id}>
					{shortName}
				</option>
			))}
		</Select>
	);
}

function List({ search }: { search: PromiseSearch }) {
	const t = useWords();
	const today = dayIn(useMe().region.timeZone);
	const shown = search.show ?? "open";
	const query = useInfiniteQuery({
		queryKey: ["day", "promises", "list", search, today],
		queryFn: ({ pageParam }) =>
			dayApi.promises({ ...queryOf(search, today), ...(pageParam ? { cursor: pageParam } : {}) }),
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<div className="grid gap-3" aria-live="polite">
			<Endless query={query} isEmpty={items.length === 0} emptyWords={t.promises.none[shown]}>
				{items.map((item) => (
					<li key={item.id}>
						<PromiseItem promise={item} today={today} />
					</li>
				))}
			</Endless>
		</div>
	);
}
