import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../words.ts";
import { drawWhole } from "./draw-photo.ts";
import { between, type Box, type Edits } from "./photo-edits.ts";
import { PhotoFrame } from "./photo-frame.tsx";

/** pixels of the picture that is worked on; the saved one has its own */
const shownEdge = 1000;
/** a shorter way of the pointer is a click */
const leastDrawn = 0.02;

type StageProps = {
	image: HTMLImageElement;
	edits: Edits;
	/** the number of the cover, or the crop, that was made just now and takes the focus */
	fresh: number | "crop" | null;
	onEdit: (edits: Edits, isSame?: boolean) => void;
};

/** The picture as it will be, with the boxes on it; drawing over it covers what is under the finger. */
export function PhotoStage({ image, edits, fresh, onEdit }: StageProps) {
	const t = useWords().photoEdit;
	const stage = useRef<HTMLDivElement>(null);
	const shown = useShown(image, edits);
	const drawing = useDrawing((box) => onEdit({ ...edits, covers: [...edits.covers, box] }));
	const { covers, crop } = edits;
	const change = (index: number, box: Box | null, isSame = false) =>
		onEdit({ ...edits, covers: covers.flatMap((one, at) => (at === index ? (box ?? []) : one)) }, isSame);
	return (
		<div className="flex justify-center overflow-hidden rounded-lg bg-black/80 p-3">
			<div ref={stage} {...drawing.handlers} className="relative cursor-crosshair touch-none overflow-clip">
				<canvas ref={shown} role="img" aria-label={t.picture} className="block max-h-[56dvh] max-w-full" />
				{covers.map((box, index) => (
					<PhotoFrame
						// a box is known by its place in the row: they are only added at the end
						key={index}
						kind="cover"
						box={box}
						label={t.cover(index + 1)}
						stage={stage}
						isNew={fresh === index}
						onChange={(next, isSame) => change(index, next, isSame)}
						onRemove={() => change(index, null)}
					/>
				))}
				{crop && (
					<PhotoFrame
						kind="crop"
						box={crop}
						label={t.crop}
						stage={stage}
						isNew={fresh === "crop"}
						onChange={(next, isSame) => onEdit({ ...edits, crop: next }, isSame)}
						onRemove={() => onEdit({ ...edits, crop: null })}
					/>
				)}
				{drawing.box && <Drawn box={drawing.box} />}
			</div>
		</div>
	);
}

function Drawn({ box: { x, y, width, height } }: { box: Box }) {
	const at = { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` };
	return <span style={at} className="absolute border-2 border-dashed border-white bg-black/40" />;
}

/** Drawn anew at each change. */
function useShown(image: HTMLImageElement, { turns, covers }: Edits) {
	const shown = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		const { current } = shown;
		if (!current) return;
		const whole = drawWhole(image, { turns, covers, crop: null }, shownEdge);
		[current.width, current.height] = [whole.width, whole.height];
		current.getContext("2d")?.drawImage(whole, 0, 0);
	}, [image, turns, covers]);
	return shown;
}

/** A box that is being drawn on the picture. */
function useDrawing(onDrawn: (box: Box) => void) {
	const [corners, setCorners] = useState<[Point, Point] | null>(null);
	const end = () => {
		if (corners && Math.min(...spans(corners)) > leastDrawn) onDrawn(between(...corners));
		setCorners(null);
	};
	return {
		box: corners && between(...corners),
		handlers: {
			onPointerDown: (event: PointerEvent<HTMLElement>) => {
				if (event.button !== 0) return;
				event.currentTarget.setPointerCapture(event.pointerId);
				const from = pointOf(event);
				setCorners([from, from]);
			},
			onPointerMove: (event: PointerEvent<HTMLElement>) => {
				const to = pointOf(event);
				setCorners((now) => now && [now[0], to]);
			},
			onPointerUp: end,
			onPointerCancel: () => setCorners(null),
		},
	};
}

type Point = { x: number; y: number };
const spans = ([from, to]: [Point, Point]): number[] => [Math.abs(from.x - to.x), Math.abs(from.y - to.y)];

function pointOf(event: PointerEvent<HTMLElement>): Point {
	const size = event.currentTarget.getBoundingClientRect();
	const share = (part: number, whole: number) => Math.min(1, Math.max(0, part / whole));
	return { x: share(event.clientX - size.left, size.width), y: share(event.clientY - size.top, size.height) };
}
