import { ArrowLeft, ArrowRight, GripVertical, History, PenLine, X } from "lucide-react";
import { type PointerEvent, Suspense, useRef, useState } from "react";
import { later } from "../../later.ts";
import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import { IconButton } from "../../components/button.tsx";
import { useWords } from "../../words.ts";
import { Picture, replyPicture } from "./picture.tsx";
import type { Photos } from "./use-photos.ts";

const PhotoEditSheet = later(() => import("./photo-edit-sheet.tsx"), "PhotoEditSheet");

/** The photos of the draft in their order, changed by dragging the grip or by the arrows beside it. */
export function PhotoRow({ detail, photos }: { detail: CaseDetail; photos: Photos }) {
	const t = useWords();
	const there = detail.reply?.photos ?? [];
	const [edited, setEdited] = useState<ReplyPhoto | null>(null);
	const { row, over, grip } = useSorting(photos);
	return (
		<>
			<ul ref={row} aria-label={t.photos.label} className="flex flex-wrap gap-2">
				{there.map((photo, index) => (
					<li
						key={photo.id}
						className={`rounded-lg ${over?.id === photo.id ? "opacity-50" : ""} ${over?.at === index ? "outline-2 outline-dashed outline-accent" : ""}`}
					>
						<Thumb
							{...{ detail, photo, index, photos }}
							isLast={index === there.length - 1}
							grip={grip(photo.id)}
							onEdit={() => setEdited(photo)}
						/>
					</li>
				))}
			</ul>
			{edited && (
				<Suspense>
					<PhotoEditSheet
						detail={detail}
						photo={edited}
						onSave={(file) => photos.replace([edited.id], file)}
						onClose={() => setEdited(null)}
					/>
				</Suspense>
			)}
		</>
	);
}

/** A photo is dragged by its grip, by mouse or finger; it goes to the place of the one under the pointer. */
function useSorting(photos: Photos) {
	const row = useRef<HTMLUListElement>(null);
	const [over, setOver] = useState<{ id: string; at: number } | null>(null);
	const placeUnder = ({ clientX, clientY }: PointerEvent): number =>
		[...(row.current?.children ?? [])].findIndex((item) => {
			const { left, right, top, bottom } = item.getBoundingClientRect();
			return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
		});
	const grip = (id: string) => ({
		onPointerDown: (event: PointerEvent<HTMLElement>) => {
			if (photos.isBusy) return;
			event.currentTarget.setPointerCapture(event.pointerId);
			setOver({ id, at: placeUnder(event) });
		},
		onPointerMove: (event: PointerEvent) => {
			const at = placeUnder(event);
			setOver((now) => now && { ...now, at: at < 0 ? now.at : at });
		},
		onPointerUp: () => {
			if (over) photos.place(id, over.at);
			setOver(null);
		},
		onPointerCancel: () => setOver(null),
	});
	return { row, over, grip };
}

type ThumbProps = {
	detail: CaseDetail;
	photo: ReplyPhoto;
	index: number;
	isLast: boolean;
	photos: Photos;
	grip: ReturnType<ReturnType<typeof useSorting>["grip"]>;
	onEdit: () => void;
};

function Thumb({ detail, photo, index, isLast, photos, grip, onEdit }: ThumbProps) {
	const t = useWords();
	const words = t.photoEdit;
	const at = index + 1;
	return (
		<div className="grid justify-items-center gap-0.5">
			<div className="relative">
				<Picture
					address={replyPicture(detail.case.id, photo)}
					width={photo.width}
					height={photo.height}
					alt={photo.made === "pair" ? words.pair.shown : t.photos.photo(at)}
					className="h-20"
				/>
				{photo.made && (
					<span className="absolute bottom-1 left-1 rounded-sm bg-black/70 px-1 text-xs text-white">
						{words.made[photo.made]}
					</span>
				)}
				<span
					{...grip}
					title={words.drag}
					aria-hidden
					className="absolute top-0 right-0 flex size-8 cursor-grab touch-none items-start justify-end p-1 active:cursor-grabbing"
				>
					<span className="rounded-sm bg-black/70 py-0.5 text-white">
						<GripVertical size={14} />
					</span>
				</span>
			</div>
			<ThumbKeys {...{ photo, index, isLast, photos, onEdit }} />
		</div>
	);
}

function ThumbKeys({ photo, index, isLast, photos, onEdit }: Omit<ThumbProps, "detail" | "grip">) {
	const t = useWords();
	const words = t.photoEdit;
	const at = index + 1;
	const { isBusy } = photos;
	return (
		<div className="flex">
			<IconButton
				label={t.photos.earlier(at)}
				disabled={index === 0 || isBusy}
				onClick={() => photos.place(photo.id, index - 1)}
			>
				<ArrowLeft size={14} aria-hidden />
			</IconButton>
			{photo.made !== "pair" && (
				<IconButton label={words.edit(at)} disabled={isBusy || photos.isUploading} onClick={onEdit}>
					<PenLine size={14} aria-hidden />
				</IconButton>
			)}
			{photo.made && (
				<IconButton label={words.restore(at)} disabled={isBusy} onClick={() => photos.restore(photo.id)}>
					<History size={14} aria-hidden />
				</IconButton>
			)}
			<IconButton label={t.photos.remove(at)} disabled={isBusy} onClick={() => photos.remove(photo.id)}>
				<X size={14} aria-hidden />
			</IconButton>
			<IconButton
				label={t.photos.later(at)}
				disabled={isLast || isBusy}
				onClick={() => photos.place(photo.id, index + 1)}
			>
				<ArrowRight size={14} aria-hidden />
			</IconButton>
		</div>
	);
}
