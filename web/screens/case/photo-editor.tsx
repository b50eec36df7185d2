import { Columns2, X } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, Suspense, useState } from "react";
import { later } from "../../later.ts";
import type { CaseDetail } from "../../api.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { errorWords, useWords } from "../../words.ts";
import { PhotoFindings } from "./photo-findings.tsx";
import { PickPhotos } from "./pick-photos.tsx";
import { PhotoRow } from "./photo-row.tsx";
import type { Photos, Upload } from "./use-photos.ts";

const PhotoPairSheet = later(() => import("./photo-pair-sheet.tsx"), "PhotoPairSheet");

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

/** The photos of the draft: adding, order, editing, taking off, and why one was not taken. */
export function PhotoEditor({ detail, photos }: { detail: CaseDetail; photos: Photos }) {
	const t = useWords();
	const there = detail.reply?.photos ?? [];
	const { maxPhotos, photosAdvice } = detail;
	const why = photosAdvice === "photos-directly" ? t.photos.advice[photosAdvice] : t.photos.none;
	return (
		<div className="grid gap-2">
			{there.length > 0 && <PhotoRow detail={detail} photos={photos} />}
			{photos.uploads.map((upload) => (
				<Progress key={upload.id} upload={upload} onDismiss={() => photos.dismiss(upload.id)} />
			))}
			{photos.error !== null && (
				<p role="alert" className="text-late">
					{errorWords(t, photos.error)}
				</p>
			)}
			{there.length > 0 && <PhotoFindings detail={detail} photos={there} />}
			{maxPhotos > 0 ? (
				<div className="flex flex-wrap items-center gap-2">
					<Add count={there.length} most={maxPhotos} photos={photos} />
					<MakePair detail={detail} photos={photos} />
				</div>
			) : (
				<p className="text-sm text-soft">{why}</p>
			)}
		</div>
	);
}

/** Offered as soon as there are two to make one of. */
function MakePair({ detail, photos }: { detail: CaseDetail; photos: Photos }) {
	const t = useWords().photoEdit.pair;
	const [isOpen, setOpen] = useState(false);
	const single = (detail.reply?.photos ?? []).filter(({ made }) => made !== "pair");
	if (single.length < 2) return null;
	return (
		<>
			<Button isSmall kind="quiet" icon={<Columns2 size={15} aria-hidden />} onClick={() => setOpen(true)}>
				{t.make}
			</Button>
			{isOpen && (
				<Suspense>
					<PhotoPairSheet detail={detail} photos={single} onSave={photos.replace} onClose={() => setOpen(false)} />
				</Suspense>
			)}
		</>
	);
}

function Add({ count, most, photos }: { count: number; most: number; photos: Photos }) {
	const t = useWords();
	return (
		<div className="flex items-center gap-2">
			<PickPhotos isSmall kind="quiet" label={t.photos.add} disabled={count >= most} onPick={photos.add} />
			{count > 0 && <span className="tabular text-sm text-soft">{t.photos.count(count, most)}</span>}
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
