import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { settingsApi, type View } from "../../api-settings.ts";
import { Field } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { endlessOf, MoreButton } from "./endless.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { PeriodFields, PersonChoice, useCaseNumber, usePeriod } from "./period.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** Who saw which case. */
export function ViewsSection() {
	const { sections, personal: words } = useSettingsWords();
	const number = useCaseNumber();
	const period = usePeriod();
	const [staffId, setStaff] = useState<number | null>(null);
	const asked = { caseId: number.value, staffId: staffId ?? undefined, ...period.asked };
	const query = useInfiniteQuery({
		queryKey: ["views", asked],
		queryFn: ({ pageParam }) => settingsApi.views({ ...asked, cursor: pageParam }),
		initialPageParam: undefined as string | undefined,
		getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
		placeholderData: keepPreviousData,
	});
	return (
		<Screen title={sections.views.title} lead={words.views.lead}>
			<div role="search" className="grid items-start gap-3 mid:grid-cols-4">
				<Field
					label={words.caseNumber}
					inputMode="numeric"
					maxLength={15}
					error={number.isWrong ? words.badNumber : undefined}
					value={number.text}
					onChange={(event) => number.setText(event.target.value)}
				/>
				<PersonChoice value={staffId} onChange={setStaff} />
				<PeriodFields period={period} />
			</div>
			<Loaded query={endlessOf(query)}>
				{(items) =>
					items.length === 0 ? (
						<NothingYet>{words.views.empty}</NothingYet>
					) : (
						<>
							<Rows>
								{items.map((one) => (
									<Row key={`${one.at}-${one.staffId}-${one.caseId}`} view={one} />
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

function Row({ view }: { view: View }) {
	const t = useWords();
	const { views: words } = useSettingsWords().personal;
	const zone = useMe().region.timeZone;
	return (
		<li className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2">
			<span>
				{view.staffName}{" "}
				<Link to="/cases/$caseId" params={{ caseId: view.caseId }} className="text-accent underline">
					{t.case.number(view.caseId)}
				</Link>{" "}
				<span className="text-soft">
					· {view.what.map((part) => words.parts[part]).join(", ")} · {words.times(view.times)}
				</span>
			</span>
			<span className="text-sm text-soft">
				<When at={view.at} zone={zone} />
			</span>
		</li>
	);
}
