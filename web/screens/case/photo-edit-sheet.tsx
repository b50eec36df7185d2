import { useQuery } from "@tanstack/react-query";
import { Crop, EyeOff, RotateCw, Undo2 } from "lucide-react";
import { useEffect, useReducer, useRef, useState } from "react";
import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../words.ts";
import { drawEdited, fileOf, loadPicture } from "./draw-photo.ts";
import { type Edits, isTouched, type Step, type Steps, step, turned, untouched } from "./photo-edits.ts";
import { PhotoStage } from "./photo-stage.tsx";
import { replyPicture } from "./picture.tsx";

/** pixels on the longer side of what is saved: as large as the copy it is made from */
const savedEdge = 1600;

type EditProps = { detail: CaseDetail; photo: ReplyPhoto; onSave: (file: File) => void; onClose: () => void };

/** Crop, turn, and cover faces and number plates: in the browser, before the network gets the photo. */
export function PhotoEditSheet({ detail, photo, onSave, onClose }: EditProps) {
	const t = useWords();
	const address = `${replyPicture(detail.case.id, photo)}?size=view`;
	const { data: image, error } = useQuery({
		queryKey: ["picture", address],
		queryFn: () => loadPicture(address),
		// an image is not compared part by part
		structuralSharing: false,
	});
	const [isChanged, setChanged] = useState(false);
	return (
		<Sheet isWide isChanged={isChanged} title={t.photoEdit.title} hint={t.photoEdit.hint} onClose={onClose}>
			{error && (
				<p role="alert" className="text-late">
					{t.photoEdit.notLoaded}
				</p>
			)}
			{!image && !error && <Skeleton className="h-80 w-full" />}
			{image && (
				<Editing
					image={image}
					onChanged={setChanged}
					onCancel={onClose}
					onSave={async (edits) => {
						onSave(await fileOf(drawEdited(image, edits, savedEdge), t.photoEdit.fileName));
						onClose();
					}}
				/>
			)}
		</Sheet>
	);
}

/** where a box begins that is made by a button */
const middle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };
const most = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 };

type EditingProps = {
	image: HTMLImageElement;
	onSave: (edits: Edits) => Promise<void>;
	/** whether there is something that would be lost */
	onChanged: (isChanged: boolean) => void;
	onCancel: () => void;
};

function Editing({ image, onSave, onChanged, onCancel }: EditingProps) {
	const t = useWords();
	const words = t.photoEdit;
	const [steps, go] = useReducer(step, { now: untouched, before: [] });
	const [fresh, setFresh] = useState<number | "crop" | null>(null);
	const { now } = steps;
	useEffect(() => onChanged(isTouched(now)), [now, onChanged]);
	const edit = (edits: Edits, isSame = false) => go({ kind: "edit", edits, isSame });
	useUndoKey(() => go({ kind: "back" }));
	return (
		<div className="grid gap-3">
			<Tools steps={steps} go={go} onFresh={setFresh} />
			<PhotoStage image={image} edits={now} fresh={fresh} onEdit={edit} />
			<p role="status" className="text-sm text-soft">
				{words.state(now.covers.length, now.crop !== null)}
			</p>
			<div className="flex flex-wrap gap-2">
				<Button kind="primary" disabled={!isTouched(now)} onClick={() => void onSave(now)}>
					{words.save}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</div>
	);
}

/** The sheet is modal, so the keys of the screens behind it are silent. */
function useUndoKey(back: () => void): void {
	const latest = useRef(back);
	latest.current = back;
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.code !== "KeyZ" || !(event.ctrlKey || event.metaKey)) return;
			event.preventDefault();
			latest.current();
		};
		window.addEventListener("keydown", listen);
		return () => window.removeEventListener("keydown", listen);
	}, []);
}

type ToolProps = { steps: Steps; go: (given: Step) => void; onFresh: (made: number | "crop") => void };

function Tools({ steps: { now, before }, go, onFresh }: ToolProps) {
	const words = useWords().photoEdit;
	const edit = (edits: Edits) => go({ kind: "edit", edits });
	const addCover = () => {
		onFresh(now.covers.length);
		edit({ ...now, covers: [...now.covers, middle] });
	};
	const toggleCrop = () => {
		onFresh("crop");
		edit({ ...now, crop: now.crop ? null : most });
	};
	return (
		<div role="toolbar" aria-label={words.tools} className="flex flex-wrap gap-2">
			<Button icon={<EyeOff size={15} aria-hidden />} onClick={addCover}>
				{words.addCover}
			</Button>
			<Button icon={<Crop size={15} aria-hidden />} aria-pressed={now.crop !== null} onClick={toggleCrop}>
				{now.crop ? words.cropOff : words.addCrop}
			</Button>
			<Button icon={<RotateCw size={15} aria-hidden />} onClick={() => edit(turned(now))}>
				{words.turn}
			</Button>
			<Button
				kind="quiet"
				icon={<Undo2 size={15} aria-hidden />}
				disabled={before.length === 0}
				onClick={() => go({ kind: "back" })}
				className="mid:ml-auto"
			>
				{words.back}
			</Button>
			<Button kind="quiet" disabled={!isTouched(now)} onClick={() => go({ kind: "start" })}>
				{words.anew}
			</Button>
		</div>
	);
}
