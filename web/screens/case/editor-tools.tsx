import { Library } from "lucide-react";
import { type RefObject, Suspense, useState } from "react";
import { flushSync } from "react-dom";
import { later } from "../../later.ts";
import type { CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useKeys } from "../../keys.ts";
import { useWords } from "../../words.ts";
import { insertInto } from "./insert-into.ts";
import type { Draft } from "./use-draft.ts";

const EditorLibrary = later(() => import("./editor-library.tsx"), "EditorLibrary");

type ToolsProps = {
	detail: CaseDetail;
	draft: Draft;
	field: RefObject<HTMLTextAreaElement | null>;
	/** shows the text, where the preview stands in its place */
	onText: () => void;
};

/** What helps to write: templates and articles, by a button or by a key while the hands are on the text. */
export function EditorTools({ detail, draft, field, onText }: ToolsProps) {
	const t = useWords().editor.library;
	const [isOpen, setOpen] = useState(false);
	const insert = (words: string) => {
		flushSync(onText);
		if (field.current) insertInto(field.current, words);
	};
	const close = () => {
		setOpen(false);
		field.current?.focus();
	};
	const open = () => setOpen(true);
	useKeys({ "mod+/": (event) => (event.preventDefault(), open()) });
	return (
		<>
			<Button
				isSmall
				kind="quiet"
				shortcut="Ctrl /"
				hint={t.title}
				aria-label={t.title}
				icon={<Library size={15} aria-hidden />}
				onClick={open}
				className="max-mid:h-9"
			>
				{t.templates}
			</Button>
			{isOpen && (
				<Suspense fallback={null}>
					<EditorLibrary detail={detail} draft={draft} onInsert={insert} onClose={close} />
				</Suspense>
			)}
		</>
	);
}
