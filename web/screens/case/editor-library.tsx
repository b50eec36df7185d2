import { X } from "lucide-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "../../components/button.tsx";
import { useEscape } from "../../components/use-escape.ts";
import { useWords } from "../../words.ts";
import { ArticleSearch } from "./article-search.tsx";
import type { LibraryProps } from "./library-search.tsx";
import { TemplateSearch } from "./template-search.tsx";

/** Templates and articles beside the answer: the text stays in sight and can be written on meanwhile. */
export function EditorLibrary(props: LibraryProps) {
	const t = useWords().editor.library;
	const [isArticles, setArticles] = useState(false);
	const panel = useEscape<HTMLElement>(props.onClose);
	const tab = (isOn: boolean) =>
		`h-9 mid:h-7 rounded-md px-2 text-sm ${isOn ? "bg-hover font-medium text-ink" : "text-soft hover:text-ink"}`;
	return createPortal(
		<aside
			ref={panel}
			aria-label={t.title}
			className="fixed inset-y-0 right-0 z-40 flex w-full flex-col border-l border-line bg-raised shadow-float appear mid:w-[25rem] wide:w-[19.5rem]"
		>
			<div className="flex h-13 shrink-0 items-center gap-1 border-b border-line px-3">
				<button
					type="button"
					aria-pressed={!isArticles}
					onClick={() => setArticles(false)}
					className={tab(!isArticles)}
				>
					{t.templates}
				</button>
				<button type="button" aria-pressed={isArticles} onClick={() => setArticles(true)} className={tab(isArticles)}>
					{t.articles}
				</button>
				<IconButton label={t.close} shortcut="Esc" onClick={props.onClose} className="ml-auto">
					<X size={16} aria-hidden />
				</IconButton>
			</div>
			{isArticles ? <ArticleSearch {...props} /> : <TemplateSearch {...props} />}
		</aside>,
		document.body,
	);
}
