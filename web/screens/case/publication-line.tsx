import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, CircleAlert, CircleHelp, ExternalLink, HandHelping, Hourglass, Send } from "lucide-react";
import { api, type CaseDetail, type Reply } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { CarryAnswer } from "../../components/carry-answer.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useLanguage } from "../../preferences.ts";
import { caseQuery, useMe } from "../../queries.ts";
import { whenWords } from "../../time.ts";
import { errorWords, useWords } from "../../words.ts";

/** What became of the answer on its way into the thread, and what a person has to do about it. */
export function PublicationLine({ reply, detail }: { reply: Reply; detail: CaseDetail }) {
	const t = useWords();
	const language = useLanguage();
	const { publication } = reply;
	if (!publication) return null;
	const { state, sentAt } = publication;
	if (state === "sent")
		return (
			<div className="flex gap-2">
				<Check size={16} className="mt-0.5 shrink-0 text-done" aria-hidden />
				<div>
					<p>
						<span className="text-done">
							{t.publication.sent(sentAt ? whenWords(sentAt, detail.due.timeZone, language, t.days) : "")}
						</span>
						{publication.isSeen === true && <span className="text-soft"> · {t.publication.seen}</span>}
						{publication.isSeen === false && <span className="text-soon"> · {t.publication.notSeen}</span>}
					</p>
					{reply.approvedByName && <p className="text-sm text-soft">{t.reply.approver(reply.approvedByName)}</p>}
				</div>
			</div>
		);
	if (state === "unknown") return <Unknown publication={publication} detail={detail} />;
	if (state === "failed") return <Failed publication={publication} />;
	if (state === "queued" && publication.byPerson) return <ByPerson reply={reply} detail={detail} />;
	return <OnItsWay publication={publication} />;
}

/** No network takes it: a person does. */
function ByPerson({ reply, detail }: { reply: Reply; detail: CaseDetail }) {
	const t = useWords();
	const maySettle = useMe().permissions.includes("publication.settle");
	const message = detail.messages.findLast((one) => one.direction === "in");
	const answer = {
		id: reply.publication?.id ?? 0,
		caseId: detail.case.id,
		text: reply.text,
		contact: message?.contact ?? null,
		url: message?.url ?? detail.thread.url,
	};
	return (
		<div className="grid gap-2">
			<p className="flex items-center gap-2">
				<HandHelping size={16} className="shrink-0 text-accent" aria-hidden />
				{t.carry.waits}
			</p>
			<p className="max-h-40 overflow-y-auto rounded-lg border border-line bg-side px-3 py-2 wrap-words" tabIndex={0}>
				{reply.text}
			</p>
			<CarryAnswer answer={answer} maySettle={maySettle} />
		</div>
	);
}

/** Queued or being sent; what the network wants first is said. */
function OnItsWay({ publication }: { publication: Publication }) {
	const t = useWords();
	const isQueued = publication.state === "queued";
	const Icon = isQueued ? Hourglass : Send;
	return (
		<div className="flex gap-2">
			<Icon size={16} className="mt-0.5 shrink-0" aria-hidden />
			<div>
				<p>
					{isQueued ? t.publication.queued : t.publication.claimed}
					{publication.attempts > 1 && (
						<span className="text-soft"> · {t.publication.attempts(publication.attempts)}</span>
					)}
				</p>
				{isQueued && publication.errorClass && <p className="text-soon">{failureWords(t, publication.errorClass)}</p>}
			</div>
		</div>
	);
}

type Publication = NonNullable<Reply["publication"]>;

export function failureWords(t: Dictionary, errorClass: string | null): string {
	return (
		t.publication.failedClasses[errorClass as keyof Dictionary["publication"]["failedClasses"]] ??
		t.publication.failedOther
	);
}

export function Failed({ publication }: { publication: Publication }) {
	const t = useWords();
	return (
		<div className="flex gap-2">
			<CircleAlert size={16} className="mt-0.5 shrink-0 text-late" aria-hidden />
			<div>
				<p className="text-late">{t.publication.failed}</p>
				<p>{publication.advice ? t.connection.advice[publication.advice] : failureWords(t, publication.errorClass)}</p>
				{publication.errorText && (
					<p className="text-sm text-soft">{t.publication.networkSaid(publication.errorText)}</p>
				)}
			</div>
		</div>
	);
}

function Unknown({ publication, detail }: { publication: Publication; detail: CaseDetail }) {
	const t = useWords();
	const client = useQueryClient();
	const maySettle = useMe().permissions.includes("publication.settle");
	const settle = useMutation({
		mutationFn: (as: "sent" | "send-again") => api.settle(publication.id, as),
		onSettled: () => {
			void client.invalidateQueries({ queryKey: caseQuery(detail.case.id).queryKey });
			void client.invalidateQueries({ queryKey: ["publications"] });
		},
	});
	return (
		<div className="grid gap-2">
			<p className="flex items-center gap-2 text-soon">
				<CircleHelp size={16} aria-hidden />
				{t.publication.unknown}
			</p>
			<p>{t.publication.unknownHint}</p>
			{settle.error && <p className="text-late">{errorWords(t, settle.error)}</p>}
			<div className="flex flex-wrap gap-2">
				{detail.thread.url && (
					<a
						href={detail.thread.url}
						target="_blank"
						rel="noreferrer"
						className="inline-flex h-8 items-center gap-2 rounded-md px-2 text-accent underline"
					>
						<ExternalLink size={14} aria-hidden />
						{t.publication.openThread}
					</a>
				)}
				{maySettle && (
					<>
						<Button disabled={settle.isPending} onClick={() => settle.mutate("sent")}>
							{t.publication.isThere}
						</Button>
						<Button disabled={settle.isPending} onClick={() => settle.mutate("send-again")}>
							{t.publication.sendAgain}
						</Button>
					</>
				)}
			</div>
		</div>
	);
}
