import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { api } from "../api.ts";
import { stopLive } from "../live.ts";
import { type Language, setTheme, type Theme, useLanguage, useTheme } from "../preferences.ts";
import { setPaletteOpen } from "../palette-open.ts";
import { useMe, useReference } from "../queries.ts";
import { useUnread } from "./unread.ts";
import { stayElsewhere } from "./use-back-to-opener.ts";
import { chooseLanguage, useWords } from "../words.ts";

const itemLook =
	"flex h-9 cursor-pointer items-center justify-between gap-6 rounded-md px-2 -outline-offset-2 data-highlighted:bg-hover mid:h-8";

/** Who is signed in, the language, the look, and the way out. */
export function AccountMenu({ children, side }: { children: ReactElement; side: "right" | "top" }) {
	const t = useWords();
	return (
		// it is fetched because somebody pressed the button
		<DropdownMenu.Root modal={false} defaultOpen>
			<DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					side={side}
					align="end"
					sideOffset={8}
					collisionPadding={8}
					onCloseAutoFocus={stayElsewhere}
					className="z-50 min-w-60 rounded-lg bg-raised p-1 shadow-float appear"
				>
					<Person />
					<DropdownMenu.Item asChild className={itemLook}>
						<Link to="/account">{t.nav.ownAccount}</Link>
					</DropdownMenu.Item>
					<DropdownMenu.Item asChild className={itemLook}>
						<Link to="/help">{t.nav.help}</Link>
					</DropdownMenu.Item>
					<Separator />
					<DropdownMenu.Item className={`${itemLook} mid:hidden`} onSelect={() => setPaletteOpen(true)}>
						{t.triage.paletteTitle}
					</DropdownMenu.Item>
					<ToNotices />
					<Separator />
					<LanguageChoice />
					<Separator />
					<ThemeChoice />
					<Separator />
					<SignOut />
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

function Separator() {
	return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

function Person() {
	const me = useMe();
	const agency = useReference().agency(me.agencyId);
	return (
		<div className="px-2 py-1.5">
			<p className="font-medium">{me.name}</p>
			<p className="text-sm text-soft">{agency?.shortName ?? me.region.name}</p>
		</div>
	);
}

function ToNotices() {
	const t = useWords();
	const unread = useUnread();
	return (
		<DropdownMenu.Item asChild className={itemLook}>
			<Link to="/notices">
				{t.bell.bell}
				{unread && <span className="text-sm text-soft tabular">{t.bell.unread(Number.parseInt(unread))}</span>}
			</Link>
		</DropdownMenu.Item>
	);
}

function Mark({ children }: { children: ReactNode }) {
	return (
		<>
			{children}
			<DropdownMenu.ItemIndicator>
				<Check size={16} className="text-accent" aria-hidden />
			</DropdownMenu.ItemIndicator>
		</>
	);
}

const keepOpen = (event: Event) => event.preventDefault();

function LanguageChoice() {
	const t = useWords();
	return (
		<DropdownMenu.RadioGroup
			aria-label={t.nav.languageTitle}
			value={useLanguage()}
			onValueChange={(value) => void chooseLanguage(value as Language)}
		>
			<DropdownMenu.RadioItem value="ru" lang="ru" className={itemLook} onSelect={keepOpen}>
				<Mark>Русский</Mark>
			</DropdownMenu.RadioItem>
			<DropdownMenu.RadioItem value="en" lang="en" className={itemLook} onSelect={keepOpen}>
				<Mark>English</Mark>
			</DropdownMenu.RadioItem>
		</DropdownMenu.RadioGroup>
	);
}

function ThemeChoice() {
	const t = useWords();
	return (
		<DropdownMenu.RadioGroup
			aria-label={t.nav.theme}
			value={useTheme()}
			onValueChange={(value) => setTheme(value as Theme)}
		>
			<DropdownMenu.Label className="px-2 pt-1 text-xs text-soft">{t.nav.theme}</DropdownMenu.Label>
			{(["light", "dark", "system"] as const).map((theme) => (
				<DropdownMenu.RadioItem key={theme} value={theme} className={itemLook} onSelect={keepOpen}>
					<Mark>{t.nav.themes[theme]}</Mark>
				</DropdownMenu.RadioItem>
			))}
		</DropdownMenu.RadioGroup>
	);
}

function SignOut() {
	const t = useWords();
	const client = useQueryClient();
	const navigate = useNavigate();
	const leave = async () => {
		await api.signOut().catch(() => {});
		stopLive();
		client.clear();
		await navigate({ to: "/sign-in", ignoreBlocker: true });
	};
	return (
		<DropdownMenu.Item className={itemLook} onSelect={() => void leave()}>
			{t.nav.signOut}
		</DropdownMenu.Item>
	);
}
