import { ClipboardPenLine, Landmark, type LucideIcon, Mail, Phone, Rss, Waypoints } from "lucide-react";
import type { FirstWords } from "../locales/first-ru.ts";
import { useFirstWords } from "../words.ts";

/** The networks by their recognisable signs, our own doors by a picture. What has neither is shown by its first letters. */
const signs: Record<string, () => React.ReactNode> = { vk: Vk, telegram: Telegram, max: Max, ok: Ok };
const pictures: Record<string, LucideIcon> = {
	email: Mail,
	rss: Rss,
	form: ClipboardPenLine,
	hand: Phone,
	portal: Landmark,
	open311: Waypoints,
};

/** What people call the network; its own name where we know no other. */
export function networkName(t: FirstWords, channel: string): string {
	return t.networks[channel] ?? channel;
}

export function NetworkGlyph({ channel, size = 16 }: { channel: string; size?: number }) {
	const name = networkName(useFirstWords(), channel);
	const Picture = pictures[channel];
	if (Picture)
		return <Picture size={size} strokeWidth={1.75} role="img" aria-label={name} className="shrink-0 text-soft" />;
	const Sign = signs[channel];
	return (
		<svg width={size} height={size} viewBox="0 0 16 16" role="img" aria-label={name} className="shrink-0">
			<title>{name}</title>
			{Sign ? <Sign /> : <Other name={channel} />}
		</svg>
	);
}

function Vk() {
	return (
		<>
			<rect width="16" height="16" rx="4.2" fill="#0077ff" />
			<path
				fill="#fff"
				d="M8.55 11.2c-3.4 0-5.4-2.35-5.5-6.25h1.75c.05 2.87 1.35 4.07 2.35 4.32V4.95h1.62v2.46c.98-.1 2.02-1.22 2.37-2.46h1.6c-.26 1.52-1.38 2.64-2.17 3.1.79.38 2.06 1.36 2.54 3.15h-1.77c-.37-1.18-1.32-2.1-2.57-2.22v2.22z"
			/>
		</>
	);
}

function Telegram() {
	return (
		<>
			<circle cx="8" cy="8" r="8" fill="#2594d2" />
			<path
				fill="#fff"
				d="M3.5 7.86 11.7 4.7c.38-.14.72.1.6.67l-1.4 6.56c-.1.47-.38.58-.77.36L8 10.72l-1.03 1c-.12.11-.22.2-.44.2l.16-2.17 3.94-3.56c.17-.15-.04-.24-.27-.09L5.5 9.17 3.4 8.5c-.45-.14-.46-.45.1-.64z"
			/>
		</>
	);
}

function Max() {
	return (
		<>
			<rect width="16" height="16" rx="4.2" fill="#6a4dff" />
			<path
				fill="none"
				stroke="#fff"
				strokeWidth="1.8"
				strokeLinecap="round"
				d="M4.6 12.2c-.5-1-.7-2.3-.7-4.2a4.1 4.1 0 1 1 4.1 4.1c-.8 0-1.4-.2-2-.6"
			/>
		</>
	);
}

function Ok() {
	return (
		<>
			<rect width="16" height="16" rx="4.2" fill="#ee8208" />
			<g fill="none" stroke="#fff" strokeWidth="1.5" strokeLinecap="round">
				<circle cx="8" cy="4.9" r="1.9" />
				<path d="M5.2 8.9c1.7 1.1 3.9 1.1 5.6 0M8 10v.2l-2.4 2.5M8 10.2l2.4 2.5" />
			</g>
		</>
	);
}

function Other({ name }: { name: string }) {
	return (
		<>
			<rect width="16" height="16" rx="4.2" className="fill-soft" />
			<text x="8" y="11" textAnchor="middle" fontSize="8" fontWeight="700" className="fill-panel">
				{name.slice(0, 2).toUpperCase()}
			</text>
		</>
	);
}

export function Network({ channel, size }: { channel: string; size?: number }) {
	const t = useFirstWords();
	return (
		<span className="inline-flex items-center gap-1.5">
			<NetworkGlyph channel={channel} size={size ?? 16} />
			{networkName(t, channel)}
		</span>
	);
}
