import { useEffect, useRef } from "react";
import type { CaseDetail } from "../../api.ts";
import { NetworkGlyph } from "../../components/network.tsx";
import { Notice } from "../../components/notice.tsx";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { MessageView } from "./message.tsx";

/** The thread as the resident sees it: the post small, the resident's words large, the official answers under them. */
export function Thread({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const end = useRef<HTMLDivElement>(null);
	const count = detail.messages.length;
	useEffect(() => {
		// a long thread opens at its end, where the work is; a short one does not move
		if (count > 3) end.current?.scrollIntoView({ block: "end" });
	}, [count]);
	return (
		<div
			// a region that scrolls must be reachable by keyboard
			tabIndex={0}
			role="region"
			aria-label={t.case.thread}
			className="min-h-0 flex-1 overflow-y-auto px-4 py-4 outline-offset-[-2px] mid:px-5"
		>
			<div className="mx-auto grid max-w-[44rem] grid-cols-[minmax(0,1fr)] gap-5">
				<Post detail={detail} />
				{detail.case.hasOutsideAnswer && (
					<Notice tone="soon" title={t.case.outsideNotice}>
						<p>{t.case.outsideHint}</p>
					</Notice>
				)}
				{detail.messages.map((message) => (
					<MessageView key={message.id} message={message} detail={detail} />
				))}
				<div ref={end} />
			</div>
		</div>
	);
}

/** What the resident writes under: three lines of it are enough, the rest opens. */
function Post({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const page = useReference().page(detail.case.pageId);
	const { title, kind } = detail.thread;
	return (
		<div className="rounded-lg border border-line bg-side px-3 py-2 text-sm text-soft">
			<p className="flex items-center gap-1.5">
				<NetworkGlyph channel={detail.case.channel} size={14} />
				<span className="truncate font-medium">{page?.name}</span>
				<span className="shrink-0">· {t.case.threadKinds[kind]}</span>
			</p>
			{title && <PostText text={title} />}
		</div>
	);
}

const shortPost = 180;

function PostText({ text }: { text: string }) {
	if (text.length <= shortPost) return <p className="mt-1 wrap-words">{text}</p>;
	return (
		<details className="group mt-1">
			<summary className="line-clamp-2 list-none wrap-anywhere group-open:line-clamp-none group-open:wrap-words">
				{text}
			</summary>
		</details>
	);
}
