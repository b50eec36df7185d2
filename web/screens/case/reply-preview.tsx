import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import { useReference } from "../../queries.ts";
import { langOf } from "../../lang-of.ts";
import { useWords } from "../../words.ts";
import { ReplyPhotos } from "./picture.tsx";

/** The answer as it will stand in the network's thread. */
export function ReplyPreview({ text, photos, detail }: { text: string; photos: ReplyPhoto[]; detail: CaseDetail }) {
	const t = useWords();
	const name = useReference().page(detail.case.pageId)?.name ?? t.case.page;
	const body = text.trim() ? <Linked text={text.trim()} /> : <span className="text-soft">{t.reply.emptyPreview}</span>;
	if (detail.case.channel === "telegram")
		return (
			<div className="rounded-lg bg-ground p-3">
				<div className="w-fit max-w-[34rem] rounded-xl rounded-bl-sm bg-raised px-3 py-2">
					<p className="text-sm font-semibold text-accent">{name}</p>
					<p lang={langOf(text)} className="wrap-words">
						{body}
					</p>
					<ReplyPhotos caseId={detail.case.id} photos={photos} />
					<p className="mt-0.5 text-right text-xs text-soft">{t.reply.now}</p>
				</div>
			</div>
		);
	return (
		<div className="flex gap-3 rounded-lg border border-line bg-panel p-3">
			<span
				aria-hidden
				className="flex size-8 shrink-0 items-center justify-center rounded-full bg-fill font-semibold text-on-fill"
			>
				{[...name.replace(/[«"“]/g, "")][0]?.toUpperCase()}
			</span>
			<div className="min-w-0">
				<p className="font-semibold text-accent">{name}</p>
				<p lang={langOf(text)} className="wrap-words">
					{body}
				</p>
				<ReplyPhotos caseId={detail.case.id} photos={photos} />
				<p className="mt-1 text-xs text-soft">{t.reply.now}</p>
			</div>
		</div>
	);
}

const link = /(https?:\/\/[^\s]+)/g;

/** Addresses look like links in the networks, so they do here. */
function Linked({ text }: { text: string }) {
	return text.split(link).map((part, index) =>
		index % 2 === 1 ? (
			// parts of one text never change places
			<span key={index} className="text-accent">
				{part}
			</span>
		) : (
			part
		),
	);
}
