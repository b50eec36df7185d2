import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { Eye } from "lucide-react";
import { useState } from "react";
import { api, type SavePage } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { NetworkGlyph, networkName } from "../../components/network.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { firstStepsQuery } from "../../first-steps.ts";
import { channelsQuery, pagesQuery, referenceQuery } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { IdentifyStep } from "./identify-step.tsx";
import type { Found } from "./identify-step.tsx";
import { PageForm } from "./page-form.tsx";
import { BackToPages } from "./page-screen.tsx";
import { WatchForm } from "./watch-form.tsx";

/** Chosen in place of a network: a community of somebody else. */
const watching = "watched";

/** Connecting a page in three steps: which network, whose keys, whose page. */
export function AddPageScreen() {
	const t = useWords();
	const { channel: asked = "" } = useSearch({ strict: false });
	const { data } = useQuery(channelsQuery);
	const [chosen, setChannel] = useState<string | null | undefined>(undefined);
	// an address may name the network; one that is not there is chosen as usual
	const channel = chosen === undefined ? (data?.items.find(({ name }) => name === asked)?.name ?? null) : chosen;
	const linked = data?.items.filter(({ abilities }) => abilities.readsLinks).map(({ name }) => name) ?? [];
	return (
		<Screen title={t.pages.form.newTitle} lead={t.pages.form.newLead} back={<BackToPages />}>
			{channel === null ? (
				<ChooseNetwork onChoose={setChannel} mayWatch={linked.length > 0} />
			) : (
				<div className="grid gap-5">
					<p className="flex flex-wrap items-center gap-3 text-lg">
						{channel === watching ? (
							t.connection.watch.title
						) : (
							<>
								<NetworkGlyph channel={channel} size={20} />
								{networkName(t, channel)}
							</>
						)}
						<Button kind="quiet" isSmall onClick={() => setChannel(null)}>
							{t.connection.wizard.another}
						</Button>
					</p>
					{channel === watching ? <WatchForm channels={linked} /> : <Keys channel={channel} />}
				</div>
			)}
		</Screen>
	);
}

function ChooseNetwork({ onChoose, mayWatch }: { onChoose: (channel: string) => void; mayWatch: boolean }) {
	const t = useWords();
	const { data } = useQuery(channelsQuery);
	if (!data) return <Skeleton className="h-72 w-full" />;
	const { needs, otherNeeds, chooseNetwork } = t.connection.wizard;
	return (
		<section aria-label={chooseNetwork} className="grid gap-3">
			<h2 className="text-lg font-semibold">{chooseNetwork}</h2>
			<ul className="grid gap-2 mid:grid-cols-2">
				{data.items.map(({ name }) => (
					<Way
						key={name}
						sign={<NetworkGlyph channel={name} size={20} />}
						title={networkName(t, name)}
						needs={needs[name] ?? otherNeeds}
						onChoose={() => onChoose(name)}
					/>
				))}
				{mayWatch && (
					<Way
						sign={<Eye size={20} strokeWidth={1.75} className="text-soft" aria-hidden />}
						title={t.connection.watch.title}
						needs={t.connection.watch.needs}
						onChoose={() => onChoose(watching)}
					/>
				)}
			</ul>
		</section>
	);
}

type WayProps = { sign: React.ReactNode; title: string; needs: string; onChoose: () => void };

function Way({ sign, title, needs, onChoose }: WayProps) {
	return (
		<li>
			<button
				type="button"
				onClick={onChoose}
				className="flex h-full w-full items-start gap-3 rounded-lg border border-line px-4 py-3 text-left hover:bg-hover"
			>
				<span className="mt-0.5">{sign}</span>
				<span>
					<span className="block font-medium">{title}</span>
					<span className="text-sm text-soft">{needs}</span>
				</span>
			</button>
		</li>
	);
}

/** The network is asked whose keys these are where it can tell; the rest is entered by hand. */
function Keys({ channel }: { channel: string }) {
	const { data } = useQuery(channelsQuery);
	const { data: reference } = useQuery(referenceQuery);
	const [found, setFound] = useState<Found | null>(null);
	const [isByHand, setByHand] = useState(false);
	const client = useQueryClient();
	const navigate = useNavigate();
	const router = useRouter();
	const t = useWords();
	const abilities = data?.items.find((one) => one.name === channel)?.abilities;
	if (!abilities || !reference) return <Skeleton className="h-72 w-full" />;
	if (abilities.identifies && !found && !isByHand)
		return <IdentifyStep channel={channel} onFound={setFound} onByHand={() => setByHand(true)} />;
	const save = async (order: SavePage) => {
		const saved = await api.addPage(order);
		// what fails here is told on the page's own screen, where it can be tried again
		if (abilities.connects) await api.connectPage(saved.id).catch(() => null);
		void client.invalidateQueries({ queryKey: pagesQuery.queryKey });
		void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
		void client.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
		say(t.pages.added);
		// who has left meanwhile is not called back
		if (router.state.location.pathname === "/pages/new")
			await navigate({ to: "/pages/$pageId", params: { pageId: saved.id }, replace: true });
	};
	return <PageForm key={channel} page={null} channel={channel} found={found} onSave={save} />;
}
