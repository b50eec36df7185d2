import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Hiding, settingsApi } from "../../api-settings.ts";
import { Choice } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { NothingYet, Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";

const states = ["proposed", "refused", "agreed", "hidden", "restored"] as const;
const limit = 200;

/** The log of hidden comments. */
export function HidingsSection() {
	const { sections, answers, personal } = useSettingsWords();
	const words = personal.hidings;
	const [state, setState] = useState("");
	const query = useQuery({
		queryKey: ["hidings", state],
		queryFn: () => settingsApi.hidings({ state: state || undefined, limit }),
		placeholderData: keepPreviousData,
	});
	return (
		<Screen title={sections.hidings.title} lead={words.lead}>
			<div className="max-w-80">
				<Choice
					label={words.state}
					value={state}
					options={[{ value: "", label: words.any }, ...states.map((value) => ({ value, label: words.states[value] }))]}
					onChange={setState}
				/>
			</div>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<NothingYet>{words.empty}</NothingYet>
					) : (
						<>
							<Rows>
								{items.map((one) => (
									<Row key={one.id} hiding={one} />
								))}
							</Rows>
							{items.length === limit && <p className="text-soft">{answers.onlyFirst(limit)}</p>}
						</>
					)
				}
			</Loaded>
		</Screen>
	);
}

function Row({ hiding }: { hiding: Hiding }) {
	const t = useWords();
	const { hidings: words } = useSettingsWords().personal;
	const zone = useMe().region.timeZone;
	const reference = useReference();
	const name = (id: number) => reference.staff(id)?.name ?? `№ ${id}`;
	return (
		<li className="grid gap-1 px-4 py-2">
			<p>
				<Link to="/cases/$caseId" params={{ caseId: hiding.caseId }} className="text-accent underline">
					{t.case.number(hiding.caseId)}
				</Link>{" "}
				· {words.grounds[hiding.ground]} · {words.states[hiding.state]}
				{hiding.appealState && <span className="text-soon"> · {words.appeals[hiding.appealState]}</span>}
			</p>
			<p className="text-sm text-soft">
				<When at={hiding.proposedAt} zone={zone} /> ·{" "}
				{words.who(name(hiding.proposedBy), hiding.decidedBy === null ? null : name(hiding.decidedBy))}
			</p>
			{/* what was hidden is not shown before it is wanted */}
			<details>
				<summary className="w-fit rounded text-sm text-soft hover:text-ink">{words.words}</summary>
				<p className="pt-1 wrap-words">{hiding.quote}</p>
				{hiding.reason && <p className="text-soft wrap-words">{hiding.reason}</p>}
				{hiding.appeal && <p className="text-soft wrap-words">{hiding.appeal}</p>}
			</details>
		</li>
	);
}
