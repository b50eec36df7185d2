import { Link, useRouterState } from "@tanstack/react-router";
import { setPaletteOpen } from "../palette-open.ts";
import {
	Bell,
	CircleUser,
	ClipboardCheck,
	Inbox,
	Keyboard,
	type LucideIcon,
	Plus,
	Settings,
	Sun,
	TriangleAlert,
	Zap,
} from "lucide-react";
import { useMe } from "../queries.ts";
import { setupPermissions } from "../setup-permissions.ts";
import { useFirstWords } from "../words.ts";
import { Account } from "./account.tsx";
import { useUnread } from "./unread.ts";
import { useAttentionCount } from "./attention-count.ts";
import { IconButton } from "./button.tsx";
import { HelpLink } from "./help-link.tsx";
import { Hint } from "./hint.tsx";
import { Logo } from "./logo.tsx";

type Section = {
	to: "/day" | "/cases" | "/approvals" | "/attention" | "/take" | "/settings";
	label: string;
	/** the key that leads there */
	shortcut?: string;
	/** the letter that leads there after `g` */
	go?: string;
	icon: LucideIcon;
	count: string | null;
};

export function useSections(): Section[] {
	const t = useFirstWords();
	const me = useMe();
	const attention = useAttentionCount();
	const has = (permission: (typeof me.permissions)[number]) => me.permissions.includes(permission);
	const sections: Section[] = [
		{ to: "/day", label: t.nav.day, go: "D", icon: Sun, count: null },
		{ to: "/cases", label: t.nav.queue, icon: Inbox, count: null },
	];
	if (has("reply.approve") || has("reply.review"))
		sections.push({ to: "/approvals", label: t.nav.approvals, go: "V", icon: ClipboardCheck, count: null });
	if (has("case.triage") || has("case.work"))
		sections.push({ to: "/take", label: t.nav.take, shortcut: "N", go: "T", icon: Plus, count: null });
	if (has("publication.settle") || has("delivery.read"))
		sections.push({ to: "/attention", label: t.nav.attention, go: "E", icon: TriangleAlert, count: attention });
	if (setupPermissions.some(has))
		sections.push({ to: "/settings", label: t.nav.settings, go: "S", icon: Settings, count: null });
	return sections;
}

/** Pages and models are set up, and boards, promises, reviews and duty are of the day, under addresses of their own. */
function useIsWithin(): (to: string) => boolean {
	const path = useRouterState({ select: (state) => state.location.pathname });
	return (to) =>
		(to === "/settings" && /^\/(pages|models)(\/|$)/.test(path)) ||
		(to === "/day" && /^\/(board|promises|quality|duty)(\/|$)/.test(path));
}

function Count({ children }: { children: string }) {
	return (
		<span className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-late px-1 text-center text-[11px]/4 font-semibold text-panel tabular">
			{children}
		</span>
	);
}

/** The sections at the left edge of a wide screen. */
export function Rail({ onKeys }: { onKeys: () => void }) {
	const t = useFirstWords();
	const sections = useSections();
	const isWithin = useIsWithin();
	const current = "bg-accent-tint text-accent!";
	return (
		<nav
			aria-label={t.nav.main}
			className="hidden w-14 shrink-0 flex-col items-center gap-1 border-r border-line bg-side py-3 mid:flex"
		>
			<Link to="/cases" aria-label={t.product} className="mb-3 rounded-lg">
				<Logo />
			</Link>
			{sections.map(({ to, label, shortcut, icon: Icon, count }) => (
				<Hint key={to} text={label} shortcut={shortcut} side="right">
					<Link
						to={to}
						data-tour={to}
						aria-label={count ? `${label}: ${count}` : label}
						className={`relative flex size-10 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-ink ${isWithin(to) ? current : ""}`}
						activeProps={{ className: current }}
					>
						<Icon size={20} strokeWidth={1.75} aria-hidden />
						{count && <Count>{count}</Count>}
					</Link>
				</Hint>
			))}
			<RailFoot onKeys={onKeys} />
		</nav>
	);
}

/** What one should know; the number is what was not read yet. */
function BellLink() {
	const t = useFirstWords();
	const count = useUnread();
	return (
		<Hint text={t.bell.bell} side="right">
			<Link
				to="/notices"
				data-tour="bell"
				aria-label={count ? `${t.bell.bell}: ${count}` : t.bell.bell}
				className="relative flex size-10 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-ink"
				activeProps={{ className: "bg-accent-tint text-accent!" }}
			>
				<Bell size={20} strokeWidth={1.75} aria-hidden />
				{count && <Count>{count}</Count>}
			</Link>
		</Hint>
	);
}

function RailFoot({ onKeys }: { onKeys: () => void }) {
	const t = useFirstWords();
	return (
		<div className="mt-auto flex flex-col items-center gap-1">
			<IconButton
				label={t.triage.paletteTitle}
				shortcut="Ctrl K"
				onClick={() => setPaletteOpen(true)}
				className="size-10"
			>
				<Zap size={20} strokeWidth={1.75} />
			</IconButton>
			<BellLink />
			<HelpLink
				isLarge
				className="flex size-10 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-ink"
			/>
			<IconButton label={t.nav.keys} shortcut="?" onClick={onKeys} className="size-10">
				<Keyboard size={20} strokeWidth={1.75} />
			</IconButton>
			<Account
				side="right"
				label={t.nav.account}
				className="flex size-10 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-ink"
			>
				<CircleUser size={20} strokeWidth={1.75} aria-hidden />
			</Account>
		</div>
	);
}

/** The same sections within the thumb's reach on a telephone. */
export function BottomBar() {
	const t = useFirstWords();
	const sections = useSections();
	const isWithin = useIsWithin();
	const current = "text-accent! font-medium";
	const unread = useUnread();
	// where all the words do not fit, the one of the open section is said
	const word = sections.length > 5 ? "hidden group-data-[status=active]:block" : "";
	const look = "group relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-soft";
	return (
		<nav
			aria-label={t.nav.main}
			className="flex shrink-0 border-t border-line bg-side pb-[env(safe-area-inset-bottom)] mid:hidden"
		>
			{sections.map(({ to, label, icon: Icon, count }) => (
				<Link
					key={to}
					to={to}
					data-tour={to}
					aria-label={count ? `${label}: ${count}` : label}
					className={`${look} ${isWithin(to) ? current : ""}`}
					activeProps={{ className: current }}
				>
					<span className="relative px-3">
						<Icon size={20} strokeWidth={1.75} aria-hidden />
						{count && <Count>{count}</Count>}
					</span>
					<span className={word}>{label}</span>
				</Link>
			))}
			<Account side="top" className={look}>
				<span className="relative px-3">
					<CircleUser size={20} strokeWidth={1.75} aria-hidden />
					{unread && <Count>{unread}</Count>}
				</span>
				{t.more}
			</Account>
		</nav>
	);
}
