import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../words.ts";
import { drawPair, fileOf, loadPicture } from "./draw-photo.ts";
import { replyPicture } from "./picture.tsx";

type PairProps = {
	detail: CaseDetail;
	/** those that may be one of a pair */
	photos: ReplyPhoto[];
	onSave: (ids: string[], file: File) => void;
	onClose: () => void;
};
type Moment = "before" | "after";

/** Two photos as one picture: how it was and how it is now. No network can part them or change their order. */
export function PhotoPairSheet({ detail, photos, onSave, onClose }: PairProps) {
	const t = useWords();
	const words = t.photoEdit.pair;
	const { picked, pick, swap } = usePicked(photos);
	const images = usePair(detail.case.id, photos, [picked.before, picked.after]);
	const save = async () => {
		const { before, after } = picked;
		if (!images || !before || !after) return;
		onSave([before, after], await fileOf(drawPair(images, words.printed), t.photoEdit.fileName));
		onClose();
	};
	return (
		<Sheet isWide title={words.title} hint={words.hint} onClose={onClose}>
			<div className="grid gap-4">
				<div className="grid items-start gap-3 mid:grid-cols-[auto_auto_auto] mid:justify-start">
					<Which moment="before" detail={detail} photos={photos} picked={picked.before} onPick={pick} />
					<Button
						icon={<ArrowLeftRight size={15} aria-hidden />}
						onClick={swap}
						className="justify-self-start mid:mt-6"
					>
						{words.swap}
					</Button>
					<Which moment="after" detail={detail} photos={photos} picked={picked.after} onPick={pick} />
				</div>
				<Preview images={images} />
				<div className="flex flex-wrap gap-2">
					<Button kind="primary" disabled={!images} onClick={() => void save()}>
						{words.save}
					</Button>
					<Button kind="quiet" onClick={onClose}>
						{t.cancel}
					</Button>
				</div>
			</div>
		</Sheet>
	);
}

function usePicked(photos: ReplyPhoto[]) {
	const [picked, setPicked] = useState<Record<Moment, string | undefined>>({
		before: photos[0]?.id,
		after: photos[1]?.id,
	});
	return {
		picked,
		swap: () => setPicked(({ before, after }) => ({ before: after, after: before })),
		/** the same photo is never both */
		pick: (moment: Moment, id: string) => {
			const other = moment === "before" ? "after" : "before";
			setPicked((now) => ({ ...now, [moment]: id, ...(now[other] === id && { [other]: now[moment] }) }));
		},
	};
}

type Pair = readonly [HTMLImageElement, HTMLImageElement];

/** Exactly what is uploaded. */
function Preview({ images }: { images: Pair | null }) {
	const words = useWords().photoEdit.pair;
	const shown = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		const { current } = shown;
		if (!current || !images) return;
		const pair = drawPair(images, words.printed);
		[current.width, current.height] = [pair.width, pair.height];
		current.getContext("2d")?.drawImage(pair, 0, 0);
	}, [images, words.printed]);
	return (
		<canvas
			ref={shown}
			role="img"
			aria-label={words.preview}
			className="max-h-[40dvh] max-w-full rounded-lg border border-line bg-side"
		/>
	);
}

type WhichProps = {
	moment: Moment;
	detail: CaseDetail;
	photos: ReplyPhoto[];
	picked: string | undefined;
	onPick: (moment: Moment, id: string) => void;
};

function Which({ moment, detail, photos, picked, onPick }: WhichProps) {
	const t = useWords();
	return (
		<fieldset className="min-w-0">
			<legend className="mb-1 text-sm font-medium">{t.photoEdit.pair.moments[moment]}</legend>
			<div className="flex flex-wrap gap-2">
				{photos.map((photo, index) => (
					<label
						key={photo.id}
						className="relative cursor-pointer rounded-md has-focus-visible:outline-2 has-focus-visible:outline-accent"
					>
						<input
							type="radio"
							name={moment}
							checked={picked === photo.id}
							onChange={() => onPick(moment, photo.id)}
							className="absolute top-1 left-1 size-4 accent-accent"
						/>
						<img
							src={`${replyPicture(detail.case.id, photo)}?size=thumb`}
							alt={t.photos.photo(index + 1)}
							className={`size-16 rounded-md border-2 object-cover ${picked === photo.id ? "border-accent" : "border-line"}`}
						/>
					</label>
				))}
			</div>
		</fieldset>
	);
}

function usePair(caseId: number, photos: ReplyPhoto[], ids: (string | undefined)[]) {
	const addresses = ids.flatMap((id) => {
		const photo = photos.find((one) => one.id === id);
		return photo ? `${replyPicture(caseId, photo)}?size=view` : [];
	});
	const { data } = useQuery({
		queryKey: ["pair", ...addresses],
		queryFn: async () => {
			const [before, after] = await Promise.all(addresses.map(loadPicture));
			return before && after ? ([before, after] as const) : null;
		},
		enabled: addresses.length === 2,
		structuralSharing: false,
	});
	return data ?? null;
}
