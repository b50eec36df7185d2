import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useState } from "react";
import { type OwnWays, signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { useWaysWords } from "../../ways-words.ts";
import { ownWaysQuery } from "./account-queries.ts";
import { ByPassword } from "./by-password.tsx";

type Provider = OwnWays["providers"][number];

/** Organisations by which one may sign in, and whether the account is linked with each. */
export function OrganisationLinks({ providers }: { providers: Provider[] }) {
	const words = useWaysWords().links;
	return (
		<div className="grid gap-3">
			<p className="max-w-[40rem] text-soft">{words.why}</p>
			<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
				{providers.map((one) => (
					<Row key={one.id} provider={one} />
				))}
			</ul>
		</div>
	);
}

function Row({ provider }: { provider: Provider }) {
	const t = useWords();
	const words = useWaysWords().links;
	const client = useQueryClient();
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	const unlink = useMutation({
		mutationFn: () => signInApi.unlink(provider.id),
		onSuccess: () => say(words.unlinked),
		onSettled: () => client.invalidateQueries({ queryKey: ownWaysQuery.queryKey }),
	});
	const link = async (password: string) => {
		const { url } = await signInApi.beginLinking(provider.id, password);
		window.location.assign(url);
	};
	const { linkedAt } = provider;
	return (
		<li className="grid gap-3 px-4 py-2.5">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
				<Building2 size={18} className="shrink-0 text-soft" aria-hidden />
				<About provider={provider} />
				{linkedAt ? (
					<Button
						isSmall
						disabled={unlink.isPending}
						onClick={() => unlink.mutate()}
						aria-label={`${words.unlink}: ${provider.label}`}
					>
						{words.unlink}
					</Button>
				) : (
					<Button ref={opener()} isSmall onClick={() => setAsked(true)} aria-label={`${words.link}: ${provider.label}`}>
						{words.link}
					</Button>
				)}
			</div>
			{unlink.error && <p className="text-late">{errorWords(t, unlink.error)}</p>}
			{isAsked && !linkedAt && <ByPassword verb={words.next} onCancel={() => setAsked(false)} onSubmit={link} />}
		</li>
	);
}

function About({ provider: { label, linkedAt } }: { provider: Provider }) {
	const words = useWaysWords().links;
	const zone = useMe().region.timeZone;
	return (
		<div className="min-w-40 flex-1">
			<p className="wrap-anywhere">{label}</p>
			<p className={`text-sm ${linkedAt ? "text-done" : "text-soft"}`}>
				{linkedAt ? (
					<>
						{words.linked} <When at={linkedAt} zone={zone} />
					</>
				) : (
					words.notLinked
				)}
			</p>
		</div>
	);
}
