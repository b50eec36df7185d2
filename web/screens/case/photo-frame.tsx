import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { type Box, moved, sized, sizedFromStart } from "./photo-edits.ts";

type Kind = "cover" | "crop";
type Take = "move" | "start" | "end";
type FrameProps = {
	kind: Kind;
	box: Box;
	label: string;
	stage: RefObject<HTMLElement | null>;
	/** it was made just now */
	isNew: boolean;
	/** `isSame`: goes on with the movement before */
	onChange: (box: Box, isSame: boolean) => void;
	onRemove: () => void;
};

const stepShare = 0.01;
const arrows: Record<string, [number, number]> = {
	ArrowLeft: [-stepShare, 0],
	ArrowRight: [stepShare, 0],
	ArrowUp: [0, -stepShare],
	ArrowDown: [0, stepShare],
};
const changes = { move: moved, start: sizedFromStart, end: sized };
const looks: Record<Kind, string> = {
	cover: "border-white outline-1 outline-black/70",
	// what will be cut off is darker
	crop: "border-dashed border-white shadow-[0_0_0_100rem_rgb(0_0_0/0.55)]",
};

/** A box on the picture: dragged by finger or mouse, by its middle or a corner; by arrows when it has the focus, sized with Shift. */
export function PhotoFrame({ kind, box, label, stage, isNew, onChange, onRemove }: FrameProps) {
	const own = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (isNew) own.current?.focus({ preventScroll: true });
	}, [isNew]);
	const drag = useDrag(box, stage, onChange);
	const onKeyDown = (event: KeyboardEvent) => {
		const by = arrows[event.key];
		if (by) {
			event.preventDefault();
			onChange((event.shiftKey ? sized : moved)(box, ...by), event.repeat);
		} else if (event.key === "Delete" || event.key === "Backspace") {
			event.preventDefault();
			onRemove();
		}
	};
	const at = { left: share(box.x), top: share(box.y), width: share(box.width), height: share(box.height) };
	return (
		<button
			ref={own}
			type="button"
			aria-label={label}
			onKeyDown={onKeyDown}
			{...drag}
			style={at}
			className={`absolute cursor-move touch-none border-2 focus-visible:z-10 ${looks[kind]}`}
		>
			<span data-take="start" className={`${corner} -top-3 -left-3 cursor-nwse-resize`} />
			<span data-take="end" className={`${corner} -right-3 -bottom-3 cursor-nwse-resize`} />
		</button>
	);
}

/** as large as a finger, with a small dot to see */
const corner =
	"absolute size-6 after:absolute after:inset-1.5 after:rounded-full after:border after:border-black/60 after:bg-white";
const share = (part: number): string => `${part * 100}%`;

/** The box follows the pointer, which is held until it is let go. */
function useDrag(box: Box, stage: RefObject<HTMLElement | null>, onChange: FrameProps["onChange"]) {
	const held = useRef<{ take: Take; x: number; y: number; box: Box; hasMoved: boolean } | null>(null);
	return {
		onPointerDown: (event: PointerEvent<HTMLElement>) => {
			event.stopPropagation();
			event.currentTarget.setPointerCapture(event.pointerId);
			const take = event.target instanceof HTMLElement ? event.target.dataset.take : undefined;
			const isCorner = take === "start" || take === "end";
			held.current = { take: isCorner ? take : "move", x: event.clientX, y: event.clientY, box, hasMoved: false };
		},
		onPointerMove: (event: PointerEvent<HTMLElement>) => {
			const from = held.current;
			const size = stage.current?.getBoundingClientRect();
			if (!from || !size) return;
			const [dx, dy] = [(event.clientX - from.x) / size.width, (event.clientY - from.y) / size.height];
			onChange(changes[from.take](from.box, dx, dy), from.hasMoved);
			from.hasMoved = true;
		},
		onPointerUp: () => {
			held.current = null;
		},
		onPointerCancel: () => {
			held.current = null;
		},
	};
}
