import type { WebhookEndpoint } from "../../api-settings.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Whether an address works, and how much waits or never arrived. */
export function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
	const { hooks: words } = useSettingsWords().links;
	const isBad = endpoint.dead > 0 || endpoint.failingSince !== null || endpoint.state === "disabled";
	return (
		<span className={isBad ? "text-soon" : "text-done"}>
			{words.states[endpoint.state]}
			{endpoint.state === "disabled" && endpoint.stateReason && ` (${words.reasons[endpoint.stateReason]})`}
			{endpoint.waiting > 0 && ` · ${words.waiting(endpoint.waiting)}`}
			{endpoint.dead > 0 && ` · ${words.dead(endpoint.dead)}`}
		</span>
	);
}
