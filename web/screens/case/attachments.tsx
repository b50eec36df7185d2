import { FileText, ImageOff, Link2, MapPin, Mic, Paperclip, Smile, Video } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useState } from "react";
import type { Attachment } from "../../api.ts";
import { useWords } from "../../words.ts";

const icons: Record<Attachment["kind"], LucideIcon> = {
	photo: ImageOff,
	video: Video,
	audio: Mic,
	voice: Mic,
	document: FileText,
	sticker: Smile,
	link: Link2,
	place: MapPin,
	other: Paperclip,
};

/** Only addresses a browser may safely open. */
const isWeb = (url: string | null | undefined): url is string => /^https?:\/\//i.test(url ?? "");

/** Photos as pictures, everything else as a line with its kind and name. */
export function Attachments({ items, messageUrl }: { items: Attachment[]; messageUrl: string | null }) {
	if (items.length === 0) return null;
	return (
		<ul className="mt-2 flex flex-wrap gap-2">
			{items.map((item, index) => (
				// attachments have no id and never change places
				<li key={index}>
					{item.kind === "photo" ? (
						<Photo item={item} messageUrl={messageUrl} />
					) : (
						<Chip item={item} messageUrl={messageUrl} />
					)}
				</li>
			))}
		</ul>
	);
}

function Photo({ item, messageUrl }: { item: Attachment; messageUrl: string | null }) {
	const t = useWords();
	const [isGone, setGone] = useState(false);
	if (!isWeb(item.url) || isGone) return <Chip item={item} messageUrl={messageUrl} />;
	return (
		<a href={item.url} target="_blank" rel="noreferrer">
			<img
				src={item.url}
				alt={item.title ?? t.case.photo}
				loading="lazy"
				referrerPolicy="no-referrer"
				onError={() => setGone(true)}
				className="h-36 max-w-full rounded-lg border border-line object-cover"
			/>
		</a>
	);
}

function Chip({ item, messageUrl }: { item: Attachment; messageUrl: string | null }) {
	const t = useWords();
	const Icon = icons[item.kind];
	const place =
		item.latitude !== undefined && item.longitude !== undefined
			? `${item.latitude.toFixed(5)}, ${item.longitude.toFixed(5)}`
			: null;
	const words = item.title?.trim() || place || t.case.attachment[item.kind];
	const url = isWeb(item.url) ? item.url : isWeb(messageUrl) ? messageUrl : null;
	const look = "flex h-8 max-w-72 items-center gap-2 rounded-md border border-line bg-side px-2 text-sm";
	const body = (
		<>
			<Icon size={16} className="shrink-0 text-soft" aria-label={t.case.attachment[item.kind]} />
			<span className="truncate">{words}</span>
		</>
	);
	if (!url) return <span className={look}>{body}</span>;
	return (
		<a href={url} target="_blank" rel="noreferrer" className={`${look} hover:bg-hover hover:underline`}>
			{body}
		</a>
	);
}
