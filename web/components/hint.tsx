import { Tooltip } from "radix-ui";
import type { ReactElement } from "react";
import { Key } from "./key.tsx";

export const HintProvider = Tooltip.Provider;

/** A tooltip: a few words and, where there is one, the key. */
export function Hint({
	text,
	shortcut,
	side = "top",
	children,
}: {
	text: string;
	shortcut?: string | undefined;
	side?: "top" | "right" | "bottom" | "left";
	children: ReactElement;
}) {
	return (
		<Tooltip.Root>
			<Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
			<Tooltip.Portal>
				<Tooltip.Content
					side={side}
					sideOffset={6}
					collisionPadding={8}
					className="z-50 flex max-w-72 items-center gap-2 rounded-md bg-raised px-2 py-1 text-sm text-ink shadow-float"
				>
					{text}
					{shortcut && <Key>{shortcut}</Key>}
				</Tooltip.Content>
			</Tooltip.Portal>
		</Tooltip.Root>
	);
}
