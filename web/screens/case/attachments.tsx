import { FileText, Image, Link2, LoaderCircle, MapPin, Mic, Paperclip, Smile, Video } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { Attachment } from "../../api.ts";
import { useWords } from "../../words.ts";
import { messagePicture, Picture } from "./picture.tsx";

const icons: Record<Attachment["kind"], LucideIcon> = {
	photo: Image,
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

type Place = { caseId: number; messageId: number; messageUrl: string | null };

/** Photos as pictures, our own copies, so that no network hears who looks; everything else as a line with its kind and name. */
export function Attachments({ items, ...place }: Place & { items: Attachment[] }) {
	if (items.length === 0) return null;
	return (
		<ul className="mt-2 flex flex-wrap items-start gap-2">
			{items.map((item, index) => (
				// attachments have no id and never change places
				<li key={index}>
					{item.file?.state === "kept" ? <Kept item={item} {...place} /> : <Chip item={item} {...place} />}
				</li>
			))}
		</ul>
	);
}

function Kept({ item, caseId, messageId }: Place & { item: Attachment }) {
	const t = useWords();
	const { file } = item;
	if (!file) return null;
	return (
		<Picture
			address={messagePicture(caseId, messageId, file.number)}
			width={file.width}
			height={file.height}
			alt={item.title?.trim() || t.case.photo}
		/>
	);
}

function Chip({ item, messageUrl }: Place & { item: Attachment }) {
	const t = useWords();
	const isWaiting = item.file?.state === "waiting" && item.kind === "photo";
	const Icon = isWaiting ? LoaderCircle : icons[item.kind];
	const url = isWeb(item.url) ? item.url : isWeb(messageUrl) ? messageUrl : null;
	const look = "flex min-h-8 max-w-80 items-center gap-2 rounded-md border border-line bg-side px-2 py-1 text-sm";
	const body = (
		<>
			<Icon size={16} className="shrink-0 text-soft" aria-label={t.case.attachment[item.kind]} />
			<span className="min-w-0 wrap-anywhere">{useAbout(item)}</span>
		</>
	);
	if (!url) return <span className={look}>{body}</span>;
	const title = item.kind === "photo" ? t.photos.attached.original : undefined;
	return (
		<a href={url} target="_blank" rel="noreferrer" title={title} className={`${look} hover:bg-hover hover:underline`}>
			{body}
		</a>
	);
}

/** What an attachment is; of a photo that is not here, why. */
function useAbout({ kind, title, file, latitude, longitude }: Attachment): string {
	const t = useWords();
	if (kind === "photo" && file?.state === "waiting") return t.photos.attached.waiting;
	if (kind === "photo" && file?.reason) return t.photos.attached.refused[file.reason];
	const place =
		latitude !== undefined && longitude !== undefined ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : null;
	return title?.trim() || place || t.case.attachment[kind];
}
