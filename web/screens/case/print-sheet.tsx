import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { CaseDetail, Message } from "../../api.ts";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { clockWords, dayWords, whenWords } from "../../time.ts";
import { titleOf, useWords } from "../../words.ts";
import { foldHistory } from "./fold-history.ts";
import { eventLines, eventTitle } from "./history-lines.ts";
import { useAuthor } from "./message.tsx";

/** The case on paper: what is known, the thread, the answer and the history, with nothing of the screen around them. */
export function PrintSheet({ detail, onDone }: { detail: CaseDetail; onDone: () => void }) {
	const t = useWords();
	const language = useLanguage();
	const me = useMe();
	const [now] = useState(() => new Date().toISOString());
	const done = useRef(onDone);
	done.current = onDone;
	useEffect(() => {
		const end = () => done.current();
		window.addEventListener("afterprint", end);
		window.print();
		return () => window.removeEventListener("afterprint", end);
	}, []);
	const zone = detail.due.timeZone;
	const when = (at: string) => whenWords(at, zone, language, t.days);
	const draft = detail.reply && detail.reply.status !== "published" ? detail.reply : null;
	return createPortal(
		<article className="print-sheet text-base">
			<h1 className="mb-2 text-xl font-semibold">{t.caseNotices.head(detail.case.id)}</h1>
			<Facts detail={detail} when={when} />
			<Part title={t.caseWork.print.thread}>
				{detail.thread.title && (
					<p className="mb-3 border-l-2 border-line pl-3 wrap-words text-soft">
						{t.caseWork.print.post}: {detail.thread.title}
					</p>
				)}
				{detail.messages.map((message) => (
					<Said key={message.id} message={message} detail={detail} when={when} />
				))}
			</Part>
			{draft && (
				<Part title={t.caseWork.print.draft}>
					<p className="wrap-words whitespace-pre-line">{draft.text}</p>
					<p className="text-sm text-soft">{draft.authorName}</p>
				</Part>
			)}
			<Part title={t.caseWork.print.history}>
				<Story detail={detail} />
			</Part>
			<p className="mt-4 border-t border-line pt-2 text-sm text-soft">
				{t.product}, {me.region.name}. {t.caseWork.print.printed} {when(now)}, {me.name}
			</p>
		</article>,
		document.body,
	);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="mt-4">
			<h2 className="mb-1 text-lg font-semibold">{title}</h2>
			{children}
		</section>
	);
}

function Facts({ detail, when }: { detail: CaseDetail; when: (at: string) => string }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const row = detail.case;
	const topic = reference.topic(row.topicCode);
	const facts: [string, string | undefined][] = [
		[t.caseWork.print.page, reference.page(row.pageId)?.name],
		[t.case.topic, topic && titleOf(topic, language)],
		[t.case.agency, reference.agency(row.agencyId)?.name],
		[t.case.place, detail.place.address ?? reference.territory(row.territoryCode)?.name],
		[t.case.assignee, reference.staff(row.assigneeId)?.name],
		[t.case.registered, when(row.registeredAt)],
		[t.time.due, when(row.dueAt)],
		[t.caseWork.print.status, t.status[row.status]],
	];
	return (
		<dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
			{facts.map(
				([name, value]) =>
					value && (
						<div key={name} className="contents">
							<dt className="text-soft">{name}</dt>
							<dd>{value}</dd>
						</div>
					),
			)}
		</dl>
	);
}

function Said({ message, detail, when }: { message: Message; detail: CaseDetail; when: (at: string) => string }) {
	const t = useWords();
	const author = useAuthor(message, detail);
	return (
		<div className="mb-3 break-inside-avoid">
			<p className="text-sm">
				<span className="font-medium">{author}</span> <span className="text-soft">{when(message.sentAt)}</span>
			</p>
			<p className="wrap-words whitespace-pre-line">{message.text.trim() || t.case.noText}</p>
		</div>
	);
}

function Story({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const zone = detail.due.timeZone;
	return foldHistory(detail.history, zone).map(({ day, rows }) => (
		<div key={day} className="mb-2">
			<h3 className="font-medium">{dayWords(day, language)}</h3>
			<ul>
				{rows.map(({ events }) => {
					const event = events.at(-1);
					if (!event) return null;
					const lines = eventLines(event, { t, language, reference, zone });
					const times = events.length > 1 ? [t.caseWork.history.times(events.length)] : [];
					const actor = event.actor.kind === "staff" && event.actor.name ? [event.actor.name] : [];
					return (
						<li key={event.id} className="break-inside-avoid">
							<span className="tabular">{clockWords(event.at, zone, language)}</span>{" "}
							{[eventTitle(event, t), ...times, ...lines, ...actor].join(" · ")}
						</li>
					);
				})}
			</ul>
		</div>
	));
}
