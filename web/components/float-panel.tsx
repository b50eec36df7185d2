import { Popover } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { stayElsewhere } from "./use-back-to-opener.ts";

export type FloatPanelProps = {
	/** what opens it */
	button: ReactElement<object>;
	label?: string | undefined;
	isOpen: boolean;
	onOpenChange: (isOpen: boolean) => void;
	/** its width and how its parts stand */
	className: string;
	children: ReactNode;
};

/** What a button opens beside itself, within the screen. */
export function FloatPanel({ button, label, isOpen, onOpenChange, className, children }: FloatPanelProps) {
	return (
		<Popover.Root open={isOpen} onOpenChange={onOpenChange}>
			<Popover.Trigger asChild>{button}</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					align="end"
					sideOffset={5}
					collisionPadding={8}
					onCloseAutoFocus={stayElsewhere}
					aria-label={label}
					className={`z-40 max-h-[var(--radix-popover-content-available-height)] overflow-y-auto rounded-lg bg-raised p-4 shadow-float appear ${className}`}
				>
					{children}
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
