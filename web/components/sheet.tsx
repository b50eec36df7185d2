import { X } from "lucide-react";
import { createContext, type ReactNode, useContext, useEffect, useId, useState } from "react";
import { useFirstWords } from "../words.ts";
import { IconButton } from "./button.tsx";
import { useLeave } from "./leave.tsx";

const FloatIn = createContext<HTMLElement | null>(null);

/** Where what floats has to stand to be above the sheet it belongs to; undefined outside of one. */
export const useFloatIn = (): HTMLElement | undefined => useContext(FloatIn) ?? undefined;

/**
 * A sheet over the screen for a rare action with several fields; at the foot of the screen on a telephone. Esc leaves it, after
 * a question where something would be lost.
 */
export function Sheet({
	title,
	hint,
	isWide,
	isChanged,
	onClose,
	children,
}: {
	title: string;
	hint?: string | undefined;
	/** for what is looked at rather than read */
	isWide?: boolean;
	/** something beside typed words would be lost */
	isChanged?: boolean;
	onClose: () => void;
	children: ReactNode;
}) {
	const id = useId();
	const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
	// closed by itself it gives the focus back
	const { tryToLeave, question } = useLeave(dialog, () => dialog?.close(), isChanged);
	useEffect(() => (dialog ? open(dialog) : undefined), [dialog]);
	return (
		<dialog
			ref={setDialog}
			tabIndex={-1}
			onClose={(event) => event.target === dialog && onClose()}
			onCancel={(event) => {
				// the way back of a telephone; Esc has been heard before
				if (event.target !== dialog) return;
				event.preventDefault();
				tryToLeave();
			}}
			aria-labelledby={`${id}-title`}
			aria-describedby={hint ? `${id}-hint` : undefined}
			className={`m-auto max-h-[calc(100dvh-2rem)] ${isWide ? "w-[min(58rem,100vw)]" : "w-[min(34rem,100vw)]"} overflow-y-auto rounded-lg bg-raised p-5 text-ink shadow-float outline-none backdrop:bg-black/40 max-mid:mb-0 max-mid:max-w-none max-mid:rounded-b-none`}
		>
			<FloatIn value={dialog}>
				<Head id={id} title={title} hint={hint} onLeave={tryToLeave} />
				{dialog && children}
				{question}
			</FloatIn>
		</dialog>
	);
}

type HeadProps = { id: string; title: string; hint: string | undefined; onLeave: () => void };

function Head({ id, title, hint, onLeave }: HeadProps) {
	const t = useFirstWords();
	return (
		<div className="mb-4 flex items-start justify-between gap-3">
			<div className="grid gap-1">
				<h2 id={`${id}-title`} className="text-xl font-semibold">
					{title}
				</h2>
				{hint && (
					<p id={`${id}-hint`} className="text-soft">
						{hint}
					</p>
				)}
			</div>
			<IconButton label={t.close} onClick={onLeave}>
				<X size={16} />
			</IconButton>
		</div>
	);
}

/** @returns gives the focus back when the sheet goes without having been closed, as after its work is done */
function open(dialog: HTMLDialogElement): () => void {
	const opener = document.activeElement;
	dialog.showModal();
	// the words are to be read first; Tab leads to the fields, where none of them is all that is asked
	(dialog.querySelector<HTMLElement>("[data-first]") ?? dialog).focus();
	return () => {
		if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
	};
}
