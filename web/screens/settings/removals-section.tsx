import { useInfiniteQuery } from "@tanstack/react-query";
import { type Removal, settingsApi } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useMe } from "../../queries.ts";
import { endlessOf, MoreButton } from "./endless.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { useCountWords } from "./retention-section.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** The register of what was removed. */
export function RemovalsSection() {
	const words = useSettingsWords();
	const query = useInfiniteQuery({
		queryKey: ["removals"],
		queryFn: ({ pageParam }) => settingsApi.removals(pageParam),
		initialPageParam: undefined as number | undefined,
		getNextPageParam: ({ items }) => items.at(-1)?.id,
	});
	return (
		<Screen title={words.sections.removals.title} lead={words.personal.removals.lead}>
			<Loaded query={endlessOf(query)}>
				{(items) =>
					items.length === 0 ? (
						<NothingYet>{words.personal.removals.empty}</NothingYet>
					) : (
						<>
							<Rows>
								{items.map((one) => (
									<Row key={one.id} removal={one} />
								))}
							</Rows>
							<MoreButton query={query} />
						</>
					)
				}
			</Loaded>
		</Screen>
	);
}

function Row({ removal }: { removal: Removal }) {
	const { personal } = useSettingsWords();
	const { removals: words } = personal;
	const countWords = useCountWords();
	const zone = useMe().region.timeZone;
	const ground =
		removal.requestId !== null
			? words.byRequest(removal.requestId)
			: removal.months === null
				? words.grounds[removal.ground]
				: words.byTerm(personal.months(removal.months));
	return (
		<li className="grid gap-0.5 px-4 py-2">
			<p>
				{personal.retention.kinds[removal.kind]} <span className="text-soft">· {ground}</span>
			</p>
			<p className="text-sm text-soft wrap-anywhere">
				<When at={removal.at} zone={zone} /> · {countWords(removal.counts)}
				{removal.caseIds.length > 0 && ` · ${words.cases(removal.caseIds.join(", "))}`}
			</p>
		</li>
	);
}
