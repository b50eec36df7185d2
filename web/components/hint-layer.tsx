import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";

const load = () => import("./hint-bubble.tsx").then((part) => ({ default: part.HintBubble }));
const HintBubble = lazy(load);

/** The pointer rests so long before a hint comes, and so soon it goes, so that one can move on to its words (WCAG 1.4.13). */
const restMs = 350;
const goneMs = 150;

/** Shows the hint of one thing at a time, for all screens: rows and buttons by the hundred carry only the words. */
export function HintLayer() {
	const [at, setAt] = useState<HTMLElement | null>(null);
	const shown = useRef<HTMLElement | null>(null);
	useEffect(() => watchHints(shown, setAt), []);
	const close = () => {
		shown.current = null;
		setAt(null);
	};
	return (
		at && (
			<Suspense>
				<HintBubble key={at.dataset.hint} at={at} onClose={close} />
			</Suspense>
		)
	);
}

/** Tells what the pointer has come to rest on or a key has brought the focus to, and null when it is left. @returns the way to stop */
function watchHints(shown: RefObject<HTMLElement | null>, show: (at: HTMLElement | null) => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	// a focus given back after a click explains nothing
	let isByKey = false;
	// what was pressed says no more until the pointer has left it
	let pressed: HTMLElement | null = null;
	const turn = (to: HTMLElement | null, ms: number) => {
		clearTimeout(timer);
		if (to === shown.current) return;
		timer = setTimeout(() => {
			shown.current = to?.isConnected ? to : null;
			show(shown.current);
		}, ms);
	};
	const hintOf = (target: EventTarget | null) =>
		target instanceof Element ? target.closest<HTMLElement>("[data-hint], [data-hint-bubble]") : null;
	const onOver = ({ pointerType, target }: PointerEvent) => {
		const at = pointerType === "touch" ? null : hintOf(target);
		if (at?.matches("[data-hint-bubble]")) return clearTimeout(timer);
		if (at && at === pressed) return;
		pressed = null;
		if (at) void load().catch(() => {});
		// from one to the next there is nothing to wait for
		turn(at, at ? (shown.current ? 0 : restMs) : goneMs);
	};
	const onFocus = ({ target }: FocusEvent) => {
		const at = hintOf(target);
		turn(isByKey && at?.matches(":focus-visible") ? at : null, 0);
	};
	const onPress = ({ type, target }: Event) => {
		if (type === "pointerdown") isByKey = false;
		pressed = hintOf(target);
		turn(null, 0);
	};
	const onKey = () => {
		isByKey = true;
	};
	const onLeave = () => turn(null, 0);
	const stop = new AbortController();
	const { signal } = stop;
	document.addEventListener("pointerover", onOver, { signal, passive: true });
	document.addEventListener("focusin", onFocus, { signal });
	document.addEventListener("keydown", onKey, { signal, capture: true });
	document.addEventListener("pointerdown", onPress, { signal, capture: true });
	document.addEventListener("click", onPress, { signal, capture: true });
	document.addEventListener("focusout", onLeave, { signal });
	document.addEventListener("scroll", onLeave, { signal, capture: true, passive: true });
	return () => {
		clearTimeout(timer);
		stop.abort();
	};
}
