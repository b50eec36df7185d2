import { HandHelping, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { useLanguage } from "../../preferences.ts";
import { dayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { FindingsList } from "./findings-list.tsx";
import { PhotoFindings } from "./photo-findings.tsx";
import { ReplyPreview } from "./reply-preview.tsx";
import { isOftenRepeated } from "./sort-findings.ts";
import type { StripItem } from "./use-strip.ts";

/** The answer exactly as the resident will see it, and what the approver should know of it. */
export function StripAnswer({ item }: { item: StripItem }) {
	const t = useWords();
	const { detail, findings } = item;
	const { reply } = detail;
	if (!reply) return null;
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] gap-3">
			<p className="flex flex-wrap justify-between gap-x-3 text-sm text-soft">
				<span>{t.approvals.kinds[reply.kind]}</span>
				<span className="tabular">{t.reply.length(reply.text.length, detail.maxLength)}</span>
			</p>
			<ReplyPreview text={reply.text} photos={reply.photos} detail={detail} />
			{reply.photos.length > 0 && <PhotoFindings detail={detail} photos={reply.photos} />}
			<Promised item={item} />
			<p className="text-sm text-soft">{t.reply.author(reply.authorName)}</p>
			<Steps item={item} />
			<section className="grid gap-1">
				<h2 className="text-sm text-soft">{findings.length > 0 ? t.approvals.findings : t.approvals.noFindings}</h2>
				<FindingsList findings={findings} text={reply.text} />
				{isOftenRepeated(item.repeatChance) && <p className="px-1 text-sm text-soft">{t.reply.mayRepeat}</p>}
			</section>
		</div>
	);
}

function Promised({ item }: { item: StripItem }) {
	const t = useWords();
	const language = useLanguage();
	const promise = item.detail.reply?.promise;
	if (!promise) return null;
	return (
		<p className="wrap-words">
			<span className="text-soft">{t.approvals.promise}: </span>
			{t.editor.promise.line(promise.who, promise.what, dayWords(promise.dueOn, language))}
		</p>
	);
}

/** How many people let it out, and in whose name. */
function Steps({ item }: { item: StripItem }) {
	const { steps: words, inNameOf } = useWords().approvals;
	const { step, steps, firstApprovedByName } = item;
	const second = firstApprovedByName ? words.second(firstApprovedByName) : words.secondUnknown;
	return (
		<>
			{steps === 2 && (
				<Line icon={<UsersRound size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden />}>
					{step === 1 ? words.first : second}
				</Line>
			)}
			{item.inNameOf && (
				<Line icon={<HandHelping size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden />}>
					{inNameOf(item.inNameOf)}
				</Line>
			)}
		</>
	);
}

function Line({ icon, children }: { icon: ReactNode; children: string }) {
	return (
		<p className="flex gap-2">
			{icon}
			{children}
		</p>
	);
}
