import { ExternalLink, History, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { CaseDetail, Message } from "../../api.ts";
import { When } from "../../components/when.tsx";
import { useReference } from "../../queries.ts";
import { langOf } from "../../lang-of.ts";
import { useWords } from "../../words.ts";
import { Attachments } from "./attachments.tsx";
import { ReplyPhotos } from "./picture.tsx";
import { ResidentText } from "./resident-text.tsx";

/** One message of the thread. What was edited or deleted in the network is kept and says so. */
export function MessageView({ message, detail }: { message: Message; detail: CaseDetail }) {
	const t = useWords();
	const isOfficial = message.author === "page";
	const isDeleted = message.deletedAt !== null;
	return (
		<section className={isOfficial ? "border-l-2 border-accent-line pl-4" : ""}>
			<MessageHead message={message} detail={detail} />
			{message.text.trim() ? (
				isOfficial ? (
					<p
						lang={langOf(message.text)}
						className={`mt-1 wrap-words ${isDeleted ? "text-soft line-through decoration-1" : ""}`}
					>
						{message.text}
					</p>
				) : (
					<ResidentText message={message} detail={detail} />
				)
			) : (
				message.attachments.length + message.photos.length === 0 && <p className="mt-1 text-soft">{t.case.noText}</p>
			)}
			{message.contact && (
				<p className="mt-1 text-sm">
					<span className="text-soft">{t.carry.contact}: </span>
					<span className="wrap-anywhere select-all">{message.contact}</span>
				</p>
			)}
			<Attachments
				items={message.attachments}
				caseId={detail.case.id}
				messageId={message.id}
				messageUrl={message.url}
			/>
			<ReplyPhotos caseId={detail.case.id} photos={message.photos} />
			{isDeleted && (
				<Mark icon={<Trash2 size={14} aria-hidden />}>
					{message.direction === "in" ? t.case.deleted : t.case.deletedOwn}
				</Mark>
			)}
			<Earlier message={message} zone={detail.due.timeZone} />
		</section>
	);
}

/** Who wrote a message, by name where the network gives one. */
export function useAuthor(message: Message, detail: CaseDetail): string {
	const t = useWords();
	const page = useReference().page(detail.case.pageId);
	const names = {
		resident: message.authorName ?? t.case.resident,
		page: page?.name ?? t.case.page,
		"other-page": message.authorName ?? t.case.otherPage,
	};
	return names[message.author];
}

function MessageHead({ message, detail }: { message: Message; detail: CaseDetail }) {
	const t = useWords();
	const author = useAuthor(message, detail);
	return (
		<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
			<span className="font-medium text-ink">{author}</span>
			{message.author === "page" && (
				<span className={message.isOutside ? "text-soon" : "text-accent"}>
					{message.isOutside ? t.case.outside : t.case.officialAnswer}
				</span>
			)}
			<When at={message.sentAt} zone={detail.due.timeZone} />
			{message.url && (
				<a
					href={message.url}
					target="_blank"
					rel="noreferrer"
					title={t.opensNetwork}
					aria-label={t.opensNetwork}
					className="rounded hover:text-ink"
				>
					<ExternalLink size={13} aria-hidden />
				</a>
			)}
		</p>
	);
}

function Mark({ icon, children }: { icon: ReactNode; children: ReactNode }) {
	return (
		<p className="mt-1 flex items-center gap-1.5 text-sm text-soft">
			{icon}
			{children}
		</p>
	);
}

function Earlier({ message, zone }: { message: Message; zone: string }) {
	const t = useWords();
	if (!message.editedAt) return null;
	const head = (
		<>
			<History size={14} aria-hidden />
			{t.case.edited} <When at={message.editedAt} zone={zone} />
		</>
	);
	if (message.earlier.length === 0) return <Mark icon={null}>{head}</Mark>;
	return (
		<details className="mt-1 text-sm text-soft">
			<summary className="flex w-fit items-center gap-1.5 rounded hover:text-ink">
				{head} <span className="underline decoration-dotted underline-offset-3">{t.case.earlier}</span>
			</summary>
			<ul className="mt-2 grid gap-2 border-l-2 border-line pl-3">
				{message.earlier.map((version) => (
					<li key={version.replacedAt}>
						<p className="wrap-words text-base text-ink">{version.text || t.case.noText}</p>
					</li>
				))}
			</ul>
		</details>
	);
}
