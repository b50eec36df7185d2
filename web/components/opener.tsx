import { cloneElement, lazy, Suspense, useState } from "react";
import type { FloatPanelProps } from "./float-panel.tsx";

const load = () => import("./float-panel.tsx").then((part) => ({ default: part.FloatPanel }));
const FloatPanel = lazy(load);
const prepare = () => void load().catch(() => {});

/** A button and what it opens beside itself: a list of many such buttons has no panel until one is pressed. */
export function Opener(props: FloatPanelProps) {
	const { button, isOpen, onOpenChange } = props;
	const [isAsked, setAsked] = useState(false);
	if (isOpen && !isAsked) setAsked(true);
	const own: object = {
		"aria-haspopup": "dialog",
		"aria-expanded": isOpen,
		onPointerEnter: prepare,
		onFocus: prepare,
		onClick: () => onOpenChange(true),
	};
	const alone = cloneElement(button, own);
	if (!isAsked) return alone;
	return (
		<Suspense fallback={alone}>
			<FloatPanel {...props} />
		</Suspense>
	);
}
