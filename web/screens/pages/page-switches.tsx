import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Play, Square } from "lucide-react";
import { useState } from "react";
import { api, type Page } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { errorWords, useWords } from "../../words.ts";
import { isLinksOnly } from "./page-card.tsx";

/** Stopping a page, letting it go on, and another webhook address: each told before it is done. */
export function PageSwitches({ page }: { page: Page }) {
	const t = useWords();
	const client = useQueryClient();
	const [isAsked, setAsked] = useState(false);
	const change = useMutation({
		mutationFn: ({ act }: { act: () => Promise<unknown>; said: string }) => act(),
		onSuccess: (_, { said }) => say(said),
		onSettled: () => {
			setAsked(false);
			void client.invalidateQueries({ queryKey: ["pages"] });
		},
	});
	const stop = () => change.mutate({ act: () => api.stopPage(page.id), said: t.connection.stopped });
	const resume = () => change.mutate({ act: () => api.resumePage(page.id), said: t.pages.resumed });
	const renew = () => change.mutate({ act: () => api.renewWebhookAddress(page.id), said: t.connection.newAddressDone });
	return (
		<div className="grid gap-3 border-t border-line pt-6">
			{change.error && <p className="text-late">{errorWords(t, change.error)}</p>}
			{page.status === "active" ? (
				<Line hint={t.connection.stopHint}>
					<Button icon={<Square size={14} aria-hidden />} disabled={change.isPending} onClick={stop}>
						{t.connection.stop}
					</Button>
				</Line>
			) : (
				<Line hint={isLinksOnly(page) ? t.connection.linksOnly : (page.statusReason ?? "")}>
					<Button icon={<Play size={14} aria-hidden />} disabled={change.isPending} onClick={resume}>
						{t.pages.resume}
					</Button>
				</Line>
			)}
			{page.webhookPath && (
				<Line hint={t.connection.newAddressHint}>
					<Button
						kind={isAsked ? "danger" : "plain"}
						icon={<KeyRound size={14} aria-hidden />}
						disabled={change.isPending}
						onClick={() => (isAsked ? renew() : setAsked(true))}
					>
						{isAsked ? t.connection.sure : t.connection.newAddress}
					</Button>
				</Line>
			)}
		</div>
	);
}

function Line({ hint, children }: { hint: string; children: React.ReactNode }) {
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
			{children}
			{hint && <span className="text-sm text-soft wrap-anywhere">{hint}</span>}
		</div>
	);
}
