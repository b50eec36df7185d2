/** The networks by their recognisable signs. A network that has no sign here is shown by its name. */
const names: Record<string, string> = {
	vk: "ВКонтакте",
	telegram: "Telegram",
	hand: "Принято сотрудником",
	portal: "Решаем вместе",
};
const shortNames: Record<string, string> = { vk: "ВК", telegram: "ТГ", hand: "РУ", portal: "ГУ" };

export function networkName(channel: string): string {
	return names[channel] ?? channel;
}

export function NetworkGlyph({ channel, size = 16 }: { channel: string; size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 16 16"
			role="img"
			aria-label={networkName(channel)}
			className="shrink-0"
		>
			<title>{networkName(channel)}</title>
			{channel === "vk" ? (
				<Vk />
			) : channel === "telegram" ? (
				<Telegram />
			) : (
				<Other name={shortNames[channel] ?? channel} />
			)}
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
	return (
		<span className="inline-flex items-center gap-1.5">
			<NetworkGlyph channel={channel} size={size ?? 16} />
			{networkName(channel)}
		</span>
	);
}
