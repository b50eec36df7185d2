import { Tabs } from "radix-ui";
import { Suspense, useEffect, useRef, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { AfterPaint } from "../../components/after-paint.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { later } from "../../later.ts";
import { useWords } from "../../words.ts";
import { Approval } from "./approval.tsx";
import { Dock } from "./dock.tsx";
import { PresenceLine } from "./presence-line.tsx";
import { Thread } from "./thread.tsx";

// in one piece, so that nothing in it moves when the next part comes
const Side = later(() => import("./side.tsx"), "Side");

const narrowLook =
	"[grid-template-areas:'tabs'_'talk'_'foot'] grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(20%,1fr)_minmax(0,auto)]";
/** What is to be done stands under the thread; what is to be approved is read beside it. */
const wideLooks = {
	dock: "[grid-template-areas:'talk_side'_'foot_side'] grid-cols-[minmax(0,1fr)_18.5rem] grid-rows-[minmax(0,1fr)_minmax(0,auto)]",
	approval:
		"[grid-template-areas:'talk_foot'_'talk_side'] grid-cols-[minmax(0,1fr)_25rem] grid-rows-[minmax(0,auto)_minmax(30%,1fr)]",
};

type BodyProps = { detail: CaseDetail; isWide: boolean; isApproval: boolean };

/** The thread, what is to be done, and what is known: the same parts in both orders, so that nothing begun in them is lost when a tablet is turned. */
export function CaseBody(props: BodyProps) {
	const { detail, isWide, isApproval } = props;
	const { tab, choose, wasSide, note } = useTab(isWide);
	const talk = (
		<Tabs.Content
			key="talk"
			value="talk"
			forceMount
			tabIndex={-1}
			{...(isWide && noTab)}
			onFocus={note("talk")}
			className="flex min-h-0 flex-col [grid-area:talk] data-[state=inactive]:hidden"
		>
			<Thread detail={detail} />
		</Tabs.Content>
	);
	const isAway = !isWide && tab === "details";
	const foot = (
		// on a telephone the answer leaves no room for the details: it waits, as it was left
		<div
			key="foot"
			onFocus={note("talk")}
			className={`flex min-h-0 flex-col [grid-area:foot] ${isApproval ? "border-line wide:border-l" : ""} ${isAway ? "max-mid:hidden" : ""}`}
		>
			{isApproval ? <Approval detail={detail} /> : <Dock detail={detail} />}
		</div>
	);
	const side = <Known key="side" {...props} isDue={wasSide} onFocus={note("details")} />;
	const look = isWide ? wideLooks[isApproval ? "approval" : "dock"] : narrowLook;
	return (
		<Tabs.Root value={isWide ? "talk" : tab} onValueChange={choose} className={`grid min-h-0 flex-1 ${look}`}>
			{isWide ? [talk, foot, side] : [<TabBar key="tabs" detail={detail} />, talk, side, foot]}
		</Tabs.Root>
	);
}

/** What stands beside the others is no tab. */
const noTab = { role: undefined, "aria-labelledby": undefined };

/** At the right, or behind a tab; there it is drawn when somebody first looks. */
function Known({ detail, isWide, isDue, onFocus }: BodyProps & { isDue: boolean; onFocus: () => void }) {
	const t = useWords();
	return (
		<Tabs.Content
			value="details"
			forceMount
			tabIndex={-1}
			{...(isWide && { ...noTab, role: "complementary", "aria-label": t.case.tabs.details })}
			onFocus={onFocus}
			className={`min-h-0 overflow-y-auto ${isWide ? "border-l border-line bg-side [grid-area:side]" : "[grid-area:talk] data-[state=inactive]:hidden"}`}
		>
			{isDue && (
				<AfterPaint>
					<Suspense>
						<Side detail={detail} />
					</Suspense>
				</AfterPaint>
			)}
		</Tabs.Content>
	);
}

/** Which tab is shown where there is no room for both: at first the thread, then what the person was at. */
function useTab(isWide: boolean) {
	const [tab, setTab] = useState("talk");
	const at = useRef("talk");
	useEffect(() => {
		if (!isWide) setTab(at.current);
	}, [isWide]);
	const isSide = isWide || tab === "details";
	const [wasSide, setWasSide] = useState(isSide);
	if (isSide && !wasSide) setWasSide(true);
	const note = (place: string) => () => {
		at.current = place;
	};
	const choose = (next: string) => {
		at.current = next;
		setTab(next);
	};
	return { tab, choose, wasSide, note };
}

const tabLook =
	"relative h-10 text-soft data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent";

function TabBar({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	return (
		<div className="flex shrink-0 gap-5 border-b border-line px-4 [grid-area:tabs] mid:px-5">
			<Tabs.List className="flex shrink-0 gap-5">
				<Tabs.Trigger value="talk" className={tabLook}>
					{t.case.tabs.talk}
				</Tabs.Trigger>
				<Tabs.Trigger value="details" className={tabLook}>
					{t.case.tabs.details}
				</Tabs.Trigger>
			</Tabs.List>
			<PresenceLine caseId={detail.case.id} />
			<span className="min-w-0 self-center truncate mid:hidden">
				<StatusChip status={detail.case.status} isPlain />
			</span>
		</div>
	);
}
