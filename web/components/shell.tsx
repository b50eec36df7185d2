import { later } from "../later.ts";
import { onOutcome } from "../api.ts";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { mayStart, useCurrentStep } from "../first-steps.ts";
import { keepFresh } from "../keep-fresh.ts";
import { useKeys } from "../keys.ts";
import { startLive, stopLive } from "../live.ts";
import { setPaletteOpen, usePaletteOpen } from "../palette-open.ts";
import { sessionQuery, useMe } from "../queries.ts";
import { useTour } from "../tours.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { InPieces } from "./in-pieces.tsx";
import { BottomBar, Rail } from "./rail.tsx";
import { useGoKeys } from "./go.ts";
import { SkipLinks } from "./skip-links.tsx";
import { Toaster } from "./toaster.tsx";

const Palette = later(() => import("./palette.tsx"), "Palette");

const StepsBar = later(() => import("./steps-bar.tsx"), "StepsBar");
const Tour = later(() => import("./tour.tsx"), "Tour");

const KeyHelp = later(() => import("./key-help.tsx"), "KeyHelp");

/** Everything around the screens of a signed-in person, and the screen itself. */
export const Shell = () => (
	<InPieces>
		<Frame />
	</InPieces>
);

function Frame() {
	const isPaletteOpen = usePaletteOpen();
	const [isKeysOpen, setKeysOpen] = useState(false);
	useLive();
	useSignedOut();
	const { permissions } = useMe();
	const navigate = useNavigate();
	const mayTake = permissions.includes("case.triage") || permissions.includes("case.work");
	useKeys({
		"?": () => setKeysOpen(true),
		n: mayTake ? (event) => (event.preventDefault(), void navigate({ to: "/take" })) : undefined,
		"mod+k": (event) => {
			event.preventDefault();
			setPaletteOpen(true);
		},
		...useGoKeys(),
	});
	// an open case has its own bar of actions on a telephone
	const isCaseOpen = useRouterState({ select: (state) => /^\/cases\/./.test(state.location.pathname) });
	return (
		<div className="flex h-dvh flex-col">
			<SkipLinks isCaseOpen={isCaseOpen} />
			<ConnectionBanner />
			<WayBack />
			<div className="flex min-h-0 flex-1">
				<Rail onKeys={() => setKeysOpen(true)} />
				<main className="relative flex min-w-0 flex-1 -outline-offset-2">
					<Outlet />
				</main>
			</div>
			{!isCaseOpen && <BottomBar />}
			<Toaster />
			{isPaletteOpen && (
				<Suspense>
					<Palette onClose={() => setPaletteOpen(false)} />
				</Suspense>
			)}
			<Hints />
			{isKeysOpen && (
				<Suspense>
					<KeyHelp onClose={() => setKeysOpen(false)} />
				</Suspense>
			)}
		</div>
	);
}

/** To the first steps, for whoever came from there. */
function WayBack() {
	const me = useMe();
	const step = useCurrentStep();
	return (
		step &&
		mayStart(me) && (
			<Suspense>
				<StepsBar step={step} />
			</Suspense>
		)
	);
}

/** For somebody who sits here for the first time. */
function Hints() {
	const role = useTour(useMe());
	return (
		role && (
			<Suspense>
				<Tour role={role} />
			</Suspense>
		)
	);
}

function useLive(): void {
	const client = useQueryClient();
	useEffect(() => {
		const stop = keepFresh(client);
		const me = client.getQueryData(sessionQuery.queryKey);
		if (me) startLive(me.live);
		return () => {
			stop();
			stopLive();
		};
	}, [client]);
}

/** A session that ended leads to the sign-in and from there back to the same place. */
function useSignedOut(): void {
	const client = useQueryClient();
	const navigate = useNavigate();
	const href = useRouterState({ select: (state) => state.location.href });
	useEffect(
		() =>
			onOutcome((error) => {
				if (error?.code !== "unauthenticated") return;
				client.removeQueries({ queryKey: sessionQuery.queryKey });
				void navigate({ to: "/sign-in", search: { next: href }, ignoreBlocker: true });
			}),
		[client, navigate, href],
	);
}
