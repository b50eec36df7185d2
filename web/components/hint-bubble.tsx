import { Tooltip } from "radix-ui";
import { useEffect, useId } from "react";
import { Key } from "./key.tsx";

/** The words beside what they are about. */
export function HintBubble({ at, onClose }: { at: HTMLElement; onClose: () => void }) {
	const id = useId();
	const { hint = "", hintKey, hintSide } = at.dataset;
	useEffect(() => {
		// what is its name already is not said twice, and a description of its own stays
		if (at.getAttribute("aria-label") === hint || at.hasAttribute("aria-describedby")) return undefined;
		at.setAttribute("aria-describedby", id);
		return () => at.removeAttribute("aria-describedby");
	}, [at, hint, id]);
	const { left, top, width, height } = at.getBoundingClientRect();
	return (
		<Tooltip.Provider>
			<Tooltip.Root open onOpenChange={onClose}>
				<Tooltip.Trigger asChild>
					<span aria-hidden className="pointer-events-none fixed" style={{ left, top, width, height }} />
				</Tooltip.Trigger>
				<Tooltip.Portal>
					<Tooltip.Content
						side={hintSide === "right" ? "right" : "top"}
						sideOffset={6}
						collisionPadding={8}
						data-hint-bubble
						className="z-50 flex max-w-72 items-center gap-2 rounded-md bg-raised px-2 py-1 text-sm text-ink shadow-float"
					>
						<span id={id}>{hint}</span>
						{hintKey && <Key>{hintKey}</Key>}
					</Tooltip.Content>
				</Tooltip.Portal>
			</Tooltip.Root>
		</Tooltip.Provider>
	);
}
