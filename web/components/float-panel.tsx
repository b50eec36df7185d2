import { Popover } from "radix-ui";
import type { ReactNode } from "react";

/** What a button of the queue's head opens under itself: fields that stay within the screen. */
export function FloatPanel({ label, children }: { label: string; children: ReactNode }) {
	return (
		<Popover.Portal>
			<Popover.Content
				align="end"
				sideOffset={4}
				collisionPadding={8}
				aria-label={label}
				className="z-40 grid max-h-[var(--radix-popover-content-available-height)] w-72 gap-3 overflow-y-auto rounded-lg bg-raised p-4 shadow-float appear"
			>
				{children}
			</Popover.Content>
		</Popover.Portal>
	);
}
