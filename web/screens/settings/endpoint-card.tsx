import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { settingsApi, type WebhookEndpoint } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { EndpointDeliveries } from "./endpoint-deliveries.tsx";
import { EndpointState } from "./endpoint-state.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const stale = [["endpoints"], ["endpoint-deliveries"]];

/** One address: whether it works, what can be done with it, and what was sent there. */
export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
	const { hooks: words } = useSettingsWords().links;
	const zone = useMe().region.timeZone;
	return (
		<div className="grid gap-6">
			<div className="grid gap-1">
				<p className="wrap-anywhere">{endpoint.url}</p>
				<p>
					<EndpointState endpoint={endpoint} />
					{endpoint.failingSince && (
						<span className="text-soon">
							{" "}
							· {words.failing} <When at={endpoint.failingSince} zone={zone} />
						</span>
					)}
				</p>
				<p className="text-sm text-soft">{endpoint.eventTypes.map((type) => words.types[type] ?? type).join(", ")}</p>
			</div>
			<Acts endpoint={endpoint} />
			<EndpointDeliveries endpointId={endpoint.id} />
		</div>
	);
}

function useEndpointChanges({ id }: WebhookEndpoint) {
	const { hooks: words } = useSettingsWords().links;
	const navigate = useNavigate();
	const [secret, setSecret] = useState<string | null>(null);
	const change = useChange(
		(order: Parameters<typeof settingsApi.changeEndpoint>[1]) => settingsApi.changeEndpoint(id, order),
		{
			said: words.saved,
			stale,
		},
	);
	const test = useChange(() => settingsApi.testEndpoint(id), { said: words.tested, stale });
	const again = useChange(() => settingsApi.sendDeadAgain(id), {
		stale,
		onDone: ({ count }) => say(words.sentAgain(count)),
	});
	const renew = useChange(() => settingsApi.renewEndpointSecret(id), {
		stale,
		onDone: (renewed) => setSecret(renewed.secret),
	});
	const remove = useChange(() => settingsApi.removeEndpoint(id), {
		said: words.removed,
		stale: [["endpoints"]],
		onDone: () => void navigate({ to: "/settings/$section", params: { section: "hooks" } }),
	});
	return { change, test, again, renew, remove, secret, hideSecret: () => setSecret(null) };
}

function Acts({ endpoint }: { endpoint: WebhookEndpoint }) {
	const t = useWords();
	const { hooks: words } = useSettingsWords().links;
	const { change, test, again, renew, remove, secret, hideSecret } = useEndpointChanges(endpoint);
	const error = [change, test, again, renew, remove].find((one) => one.error)?.error;
	const isOn = endpoint.state === "active";
	return (
		<div className="grid gap-3">
			{secret && <SecretOnce title={words.secret} secret={secret} onDone={hideSecret} />}
			{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
			<div className="flex flex-wrap items-center gap-2">
				<Button disabled={!isOn || test.isPending} onClick={() => test.mutate()}>
					{words.test}
				</Button>
				{endpoint.dead > 0 && (
					<Button disabled={again.isPending} onClick={() => again.mutate()}>
						{words.sendDead}
					</Button>
				)}
				{isOn ? (
					<Button disabled={change.isPending} onClick={() => change.mutate({ state: "disabled" })}>
						{words.turnOff}
					</Button>
				) : (
					<>
						<Button disabled={change.isPending} onClick={() => change.mutate({ state: "active" })}>
							{words.turnOn}
						</Button>
						<Button disabled={change.isPending} onClick={() => change.mutate({ state: "active", skipMissed: true })}>
							{words.turnOnSkip}
						</Button>
					</>
				)}
				<SureButton question={words.renewAsk} disabled={renew.isPending} onSure={() => renew.mutate()}>
					{words.renew}
				</SureButton>
				<SureButton kind="danger" question={words.removeAsk} disabled={remove.isPending} onSure={() => remove.mutate()}>
					{words.remove}
				</SureButton>
			</div>
		</div>
	);
}
