import { cloneElement, type ReactElement } from "react";

/** A few words about what stands on the screen and, where there is one, its key. The layer of hints shows them. */
export function Hint({ text, shortcut, side = "top", children }: HintProps) {
	const marks: object = { "data-hint": text, "data-hint-key": shortcut, "data-hint-side": side };
	return cloneElement(children, marks);
}

type HintProps = {
	text: string;
	shortcut?: string | undefined;
	side?: "top" | "right";
	children: ReactElement<object>;
};
