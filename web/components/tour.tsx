import { Popover } from "radix-ui";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { tourEn } from "../locales/tour-en.ts";
import { tourRu, type TourWords } from "../locales/tour-ru.ts";
import { useIsNarrow } from "../media.ts";
import { useLanguage } from "../preferences.ts";
import { useMe } from "../queries.ts";
import type { Role } from "../role-of.ts";
import { endTour } from "../tours.ts";
import { Button } from "./button.tsx";
import { type TourStep, tourSteps } from "./tour-steps.ts";

/** The place as it stands now; the same one is there twice, for wide screens and narrow. */
function placeOf(at: string): DOMRect | null {
	for (const one of document.querySelectorAll(at)) {
		const rect = one.getBoundingClientRect();
		if (rect.width > 0 && rect.height > 0) return rect;
	}
	return null;
}

/** Beside the place; where it fills a narrow screen, over its lower part. */
function anchorOf(at: string, isNarrow: boolean): DOMRect {
	const rect = placeOf(at) ?? new DOMRect(0, innerHeight / 2, 1, 1);
	const isWhole = isNarrow && rect.height > innerHeight / 2;
	return isWhole ? new DOMRect(rect.left, innerHeight * 0.8, rect.width, 1) : rect;
}

/** Small cards that point at places of the screen, one after another; nothing behind them is locked. */
export function Tour({ role }: { role: Role }) {
	const me = useMe();
	const steps = useMemo(() => tourSteps[role].filter(({ at }) => placeOf(at)), [role]);
	const [at, setAt] = useState(0);
	const step = steps[at];
	const end = () => endTour(me);
	useEffect(() => {
		if (steps.length === 0) endTour(me);
	}, [steps, me]);
	if (!step) return null;
	return (
		<>
			<Ring step={step} />
			<Card
				key={step.words}
				step={step}
				at={at}
				all={steps.length}
				onBack={() => setAt(at - 1)}
				onNext={() => (at + 1 < steps.length ? setAt(at + 1) : end())}
				onEnd={end}
			/>
		</>
	);
}

/** Drawn around the place that the card speaks of. */
function Ring({ step }: { step: TourStep }) {
	const [rect, setRect] = useState<DOMRect | null>(null);
	useEffect(() => {
		const measure = () => setRect(placeOf(step.at));
		measure();
		window.addEventListener("resize", measure);
		// lists come after the frame
		const later = setInterval(measure, 500);
		return () => {
			clearInterval(later);
			window.removeEventListener("resize", measure);
		};
	}, [step]);
	if (!rect) return null;
	return (
		<div
			aria-hidden
			className="pointer-events-none fixed z-40 rounded-lg border-2 border-accent transition-all"
			style={{ left: rect.left, top: rect.top, width: rect.width, height: rect.height }}
		/>
	);
}

type CardProps = {
	step: TourStep;
	at: number;
	all: number;
	onBack: () => void;
	onNext: () => void;
	onEnd: () => void;
};

/** Where the card stands, also once a tablet is turned. */
function useAnchor(at: string) {
	const isNarrow = useIsNarrow();
	const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => anchorOf(at, isNarrow) } }), [at, isNarrow]);
	return { anchor, side: isNarrow ? "top" : "right" } as const;
}

function Card({ step, at, all, onBack, onNext, onEnd }: CardProps) {
	const words: TourWords = useLanguage() === "en" ? tourEn : tourRu;
	const id = useId();
	const { title, text } = words.steps[step.words];
	const { anchor, side } = useAnchor(step.at);
	const go = useRef<HTMLButtonElement>(null);
	return (
		<Popover.Root open>
			<Popover.Anchor virtualRef={anchor} />
			<Popover.Portal>
				<Popover.Content
					side={side}
					sideOffset={12}
					collisionPadding={12}
					aria-labelledby={`${id}-title`}
					aria-describedby={`${id}-text`}
					onOpenAutoFocus={(event) => {
						event.preventDefault();
						go.current?.focus();
					}}
					onEscapeKeyDown={onEnd}
					onInteractOutside={(event) => event.preventDefault()}
					className="z-50 grid w-[min(20rem,calc(100vw-1.5rem))] gap-2 rounded-lg bg-raised p-4 shadow-float appear"
				>
					<p className="text-xs text-soft tabular">
						{words.title} · {words.count(at + 1, all)}
					</p>
					<h2 id={`${id}-title`} className="text-lg font-semibold">
						{title}
					</h2>
					<p id={`${id}-text`}>{text}</p>
					<div className="mt-1 flex items-center gap-2">
						<Button kind="quiet" isSmall className="-ml-2" onClick={onEnd}>
							{words.skip}
						</Button>
						<span className="flex-1" />
						{at > 0 && (
							<Button isSmall onClick={onBack}>
								{words.back}
							</Button>
						)}
						<Button isSmall kind="primary" ref={go} onClick={onNext}>
							{at + 1 < all ? words.next : words.done}
						</Button>
					</div>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
