import type { ReplyPhoto } from "../../api.ts";
import { useWords } from "../../words.ts";

/** Where our copies stand; `?size=thumb` or `?size=view` follows. */
export const messagePicture = (caseId: number, messageId: number, number: number): string =>
	`/api/cases/${caseId}/messages/${messageId}/files/${number}`;
export const replyPicture = (caseId: number, photo: ReplyPhoto): string => `/api/cases/${caseId}/photos/${photo.id}`;

type PictureProps = { address: string; width: number | null; height: number | null; alt: string; className?: string };

/** A small copy that opens the large one. Its place is kept from the start, so that nothing jumps. */
export function Picture({ address, width, height, alt, className = "h-36" }: PictureProps) {
	return (
		<a href={`${address}?size=view`} target="_blank" rel="noreferrer" className="block rounded-lg">
			<img
				src={`${address}?size=thumb`}
				alt={alt}
				loading="lazy"
				width={width ?? undefined}
				height={height ?? undefined}
				className={`w-auto max-w-full rounded-lg border border-line bg-side object-cover ${className}`}
			/>
		</a>
	);
}

/** The photos of an answer in their order. */
export function ReplyPhotos({ caseId, photos }: { caseId: number; photos: ReplyPhoto[] }) {
	const t = useWords();
	if (photos.length === 0) return null;
	return (
		<ul aria-label={t.photos.label} className="mt-2 flex flex-wrap gap-2">
			{photos.map((photo, index) => (
				<li key={photo.id}>
					<Picture
						address={replyPicture(caseId, photo)}
						width={photo.width}
						height={photo.height}
						alt={photo.made === "pair" ? t.photoEdit.pair.shown : t.photos.photo(index + 1)}
						className="h-28"
					/>
				</li>
			))}
		</ul>
	);
}
