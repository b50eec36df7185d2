import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type WebhookDelivery } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/select.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { endlessOf, MoreButton } from "./endless.tsx";
import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const states = ["waiting", "delivered", "dead"] as const;
const looks = { waiting: "text-soft", delivered: "text-done", dead: "text-late" };

/** What was sent to an address; what never arrived can be sent again. */
export function EndpointDeliveries({ endpointId }: { endpointId: number }) {
	const { hooks: words } = useSettingsWords().links;
	const [state, setState] = useState("");
	const query = useInfiniteQuery({
		queryKey: ["endpoint-deliveries", endpointId, state],
		queryFn: ({ pageParam }) =>
			settingsApi.endpointDeliveries({ endpointId, state: state || undefined, cursor: pageParam }),
		initialPageParam: undefined as string | undefined,
		getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
		placeholderData: keepPreviousData,
		// what is on its way tells nobody that it has arrived
		refetchInterval: ({ state: { data } }) =>
			data?.pages.some(({ items }) => items.some((one) => one.state === "waiting")) ? 2000 : false,
	});
	return (
		<Section
			title={words.deliveries}
			action={
				<Select aria-label={words.state} value={state} onChange={(event) => setState(event.target.value)}>
					<option value="">{words.anyState}</option>
					{states.map((one) => (
						<option key={one} value={one}>
							{words.deliveryStates[one]}
						</option>
					))}
				</Select>
			}
		>
			<Loaded query={endlessOf(query)}>
				{(items) =>
					items.length === 0 ? (
						<NothingYet>{words.noDeliveries}</NothingYet>
					) : (
						<>
							<Rows>
								{items.map((one) => (
									<Row key={one.id} delivery={one} />
								))}
							</Rows>
							<MoreButton query={query} />
						</>
					)
				}
			</Loaded>
		</Section>
	);
}

function Row({ delivery }: { delivery: WebhookDelivery }) {
	const t = useWords();
	const { hooks: words } = useSettingsWords().links;
	const zone = useMe().region.timeZone;
	const again = useChange(() => settingsApi.sendDeliveryAgain(delivery.id), {
		said: words.againDone,
		stale: [["endpoints"], ["endpoint-deliveries"]],
	});
	return (
		<li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-2">
			<div className="min-w-0">
				<p>
					{words.types[delivery.type] ?? delivery.type}
					{delivery.caseId !== null && ` · ${t.case.number(delivery.caseId)}`}{" "}
					<span className={looks[delivery.state]}>· {words.deliveryStates[delivery.state]}</span>
				</p>
				<p className="text-sm text-soft wrap-anywhere">
					<When at={delivery.createdAt} zone={zone} /> · {words.attempts(delivery.attempts)}
					{delivery.lastStatus !== null && ` · ${words.answered(delivery.lastStatus)}`}
					{delivery.lastError && ` · ${delivery.lastError}`}
				</p>
				{again.error && <p className="text-sm text-late">{errorWords(t, again.error)}</p>}
			</div>
			{delivery.state === "dead" && (
				<Button isSmall disabled={again.isPending} onClick={() => again.mutate()}>
					{words.again}
				</Button>
			)}
		</li>
	);
}
