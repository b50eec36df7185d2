import { ArrowLeft, ArrowRight, ImagePlus, X } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from "react";
import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { errorWords, useWords } from "../../words.ts";
import { Picture, replyPicture } from "./picture.tsx";
import type { Photos, Upload } from "./use-photos.ts";

/** Where photos are dropped and pasted: all of the editor. */
export function PhotoTarget({ photos, isOpen, children }: { photos: Photos; isOpen: boolean; children: ReactNode }) {
	const t = useWords();
	const [isOver, setOver] = useState(false);
	const drag = (event: DragEvent, isHere: boolean) => {
		if (!isOpen || !event.dataTransfer.types.includes("Files")) return;
		event.preventDefault();
		setOver(isHere);
	};
	const drop = (event: DragEvent) => {
		drag(event, false);
		if (isOpen) photos.add(event.dataTransfer.files);
	};
	const paste = (event: ClipboardEvent) => {
		const files = [...event.clipboardData.files].filter(({ type }) => type.startsWith("image/"));
		// words copied from a page may bring a picture along: then the words are meant
		if (!isOpen || files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
		event.preventDefault();
		photos.add(files);
	};
	return (
		<div
			onDragOver={(event) => drag(event, true)}
			onDragLeave={(event) => drag(event, false)}
			onDrop={drop}
			onPaste={paste}
			className={`grid gap-2 ${isOver ? "rounded-lg outline-2 outline-dashed outline-accent" : ""}`}
		>
			{children}
			{isOver && <p className="text-sm text-accent">{t.photos.drop}</p>}
		</div>
	);
}

/** The photos of the draft: adding, order, taking off, and why one was not taken. */
export function PhotoEditor({ detail, photos }: { detail: CaseDetail; photos: Photos }) {
	const t = useWords();
	const there = detail.reply?.photos ?? [];
	const { maxPhotos, photosAdvice } = detail;
	const why = photosAdvice === "photos-directly" ? t.photos.advice[photosAdvice] : t.photos.none;
	return (
		<div className="grid gap-2">
			{there.length > 0 && (
				<ul aria-label={t.photos.label} className="flex flex-wrap gap-2">
					{there.map((photo, index) => (
						<li key={photo.id}>
							<Thumb detail={detail} photo={photo} index={index} isLast={index === there.length - 1} photos={photos} />
						</li>
					))}
				</ul>
			)}
			{photos.uploads.map((upload) => (
				<Progress key={upload.id} upload={upload} onDismiss={() => photos.dismiss(upload.id)} />
			))}
			{photos.error !== null && (
				<p role="alert" className="text-late">
					{errorWords(t, photos.error)}
				</p>
			)}
			{maxPhotos > 0 ? (
				<Add count={there.length} most={maxPhotos} photos={photos} />
			) : (
				<p className="text-sm text-soft">{why}</p>
			)}
		</div>
	);
}

function Add({ count, most, photos }: { count: number; most: number; photos: Photos }) {
	const t = useWords();
	const field = useRef<HTMLInputElement>(null);
	return (
		<div className="flex items-center gap-2">
			<input
				ref={field}
				type="file"
				accept="image/*"
				multiple
				hidden
				aria-label={t.photos.add}
				onChange={(event) => {
					photos.add([...(event.target.files ?? [])]);
					// the same file may be chosen again
					event.target.value = "";
				}}
			/>
			<Button
				isSmall
				kind="quiet"
				icon={<ImagePlus size={15} aria-hidden />}
				disabled={count >= most}
				onClick={() => field.current?.click()}
			>
				{t.photos.add}
			</Button>
			{count > 0 && <span className="tabular text-sm text-soft">{t.photos.count(count, most)}</span>}
		</div>
	);
}

type ThumbProps = { detail: CaseDetail; photo: ReplyPhoto; index: number; isLast: boolean; photos: Photos };

function Thumb({ detail, photo, index, isLast, photos }: ThumbProps) {
	const t = useWords();
	const at = index + 1;
	return (
		<div className="grid justify-items-center gap-0.5">
			<Picture
				address={replyPicture(detail.case.id, photo)}
				width={photo.width}
				height={photo.height}
				alt={t.photos.photo(at)}
				className="h-20"
			/>
			<div className="flex">
				<IconButton
					label={t.photos.earlier(at)}
					disabled={index === 0 || photos.isBusy}
					onClick={() => photos.move(photo.id, -1)}
				>
					<ArrowLeft size={14} aria-hidden />
				</IconButton>
				<IconButton label={t.photos.remove(at)} disabled={photos.isBusy} onClick={() => photos.remove(photo.id)}>
					<X size={14} aria-hidden />
				</IconButton>
				<IconButton
					label={t.photos.later(at)}
					disabled={isLast || photos.isBusy}
					onClick={() => photos.move(photo.id, 1)}
				>
					<ArrowRight size={14} aria-hidden />
				</IconButton>
			</div>
		</div>
	);
}

function Progress({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
	const t = useWords();
	const { name, share, trouble } = upload;
	if (trouble !== null)
		return (
			<p role="alert" className="flex items-center gap-1 text-late">
				<span className="min-w-0 wrap-anywhere">
					{name}: {trouble}
				</span>
				<IconButton label={t.photos.dismiss} onClick={onDismiss}>
					<X size={14} aria-hidden />
				</IconButton>
			</p>
		);
	const words = share < 1 ? t.photos.uploading(name, Math.round(share * 100)) : t.photos.checking(name);
	return (
		<div className="grid gap-1 text-sm text-soft">
			<span className="wrap-anywhere">{words}</span>
			<progress value={share} max={1} aria-label={words} className="h-1 w-full" />
		</div>
	);
}
