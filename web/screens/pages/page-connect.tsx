import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, CircleAlert, Hand, Plug } from "lucide-react";
import { api, type ConnectStep, type PageDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { When } from "../../components/when.tsx";
import { pageQuery, pagesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";
import { WebhookAddress } from "./webhook-address.tsx";

/** Telling the network where to deliver: by the desk where the network allows it, by hand elsewhere. */
export function PageConnect({ detail }: { detail: PageDetail }) {
	const t = useWords();
	const client = useQueryClient();
	const zone = useMe().region.timeZone;
	const { page, abilities, steps, connectedAt } = detail;
	const connect = useMutation({
		mutationFn: () => api.connectPage(page.id),
		onSuccess: (connected) => {
			client.setQueryData(pageQuery(page.id).queryKey, connected.detail);
			void client.invalidateQueries({ queryKey: pagesQuery.queryKey, exact: true });
		},
	});
	const action = abilities.connects && (
		<Button
			kind={connectedAt ? "plain" : "primary"}
			icon={<Plug size={14} aria-hidden />}
			disabled={connect.isPending}
			onClick={() => connect.mutate()}
		>
			{connect.isPending ? t.connection.wizard.connecting : t.connection.connect.again}
		</Button>
	);
	return (
		<Section
			title={t.connection.connect.title}
			lead={abilities.connects ? t.connection.connect.hint : ""}
			action={action}
		>
			{connect.error && <Notice tone="late">{errorWords(t, connect.error)}</Notice>}
			{steps.length > 0 && <Steps steps={steps} />}
			{connectedAt && (
				<p className="text-sm text-soft">
					{t.connection.connect.connectedAt} <When at={connectedAt} zone={zone} />
				</p>
			)}
			{page.webhookPath && <WebhookAddress path={page.webhookPath} channel={page.channel} />}
		</Section>
	);
}

const looks = {
	done: { icon: Check, colour: "text-done" },
	failed: { icon: CircleAlert, colour: "text-late" },
	"by-person": { icon: Hand, colour: "text-soon" },
};

function Steps({ steps }: { steps: ConnectStep[] }) {
	const t = useWords();
	return (
		<ol className="divide-y divide-line rounded-lg border border-line">
			{steps.map((step, index) => {
				const { icon: Icon, colour } = looks[step.state];
				return (
					// a step may be taken twice
					<li key={index} className="flex gap-2 px-4 py-2">
						<Icon size={16} className={`mt-0.5 shrink-0 ${colour}`} aria-hidden />
						<div className="min-w-0">
							<p>
								{t.connection.connect.steps[step.code]}{" "}
								<span className={colour}>· {t.connection.connect.stepState[step.state]}</span>
							</p>
							{step.text && <p className="text-sm text-soft wrap-anywhere">{step.text}</p>}
						</div>
					</li>
				);
			})}
		</ol>
	);
}
