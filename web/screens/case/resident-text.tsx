import { useEffect, useMemo, useRef, useState } from "react";
import type { CaseDetail, Message } from "../../api.ts";
import { byUrgency, CueChip, isShownCue, type ShownCue } from "../../components/cue.tsx";
import { langOf } from "../../lang-of.ts";
import { useWords } from "../../words.ts";
import { cutText, findWords, saysMuch } from "./mark-words.ts";

const hidingGrounds: readonly ShownCue[] = ["obscene", "threat"];

/** A resident's words: those that spoke for the topic are underlined until a person accepts it; cues stand under them. */
export function ResidentText({ message, detail }: { message: Message; detail: CaseDetail }) {
	const t = useWords();
	const [pointed, setPointed] = useState<ShownCue | null>(null);
	const cues = useMemo(() => cuesOf(message, detail), [message, detail]);
	const words = useMemo(() => topicWordsOf(message, detail), [message, detail]);
	const quote = cues.find((cue) => cue.code === pointed) ?? null;
	const parts = cutText(message.text, words, quote);
	const hidingGround = cues.find((cue) => hidingGrounds.includes(cue.code));
	return (
		<>
			<p
				lang={langOf(message.text)}
				className={`mt-1 wrap-words text-lg ${message.deletedAt ? "text-soft line-through decoration-1" : ""}`}
			>
				{parts.map((part) => (
					<Part key={part.start} isWord={part.isWord} isQuote={part.isQuote} text={part.text} />
				))}
			</p>
			{cues.length > 0 && (
				<ul aria-label={t.cues.title} className="mt-2 flex flex-wrap gap-1.5">
					{cues.map(({ code }) => (
						<li key={code}>
							<CueChip code={code} isOn={code === pointed} onPress={() => setPointed(code === pointed ? null : code)} />
						</li>
					))}
				</ul>
			)}
			{hidingGround && (
				<p className="mt-1.5 text-sm text-soft">
					{t.cues.mayHide[hidingGround.code === "threat" ? "threat" : "obscene"]}
				</p>
			)}
		</>
	);
}

function Part({ text, isWord, isQuote }: { text: string; isWord: boolean; isQuote: boolean }) {
	const element = useRef<HTMLElement>(null);
	useEffect(() => {
		if (isQuote) element.current?.scrollIntoView({ block: "nearest" });
	}, [isQuote]);
	if (!isWord && !isQuote) return text;
	return (
		<mark
			ref={element}
			className={`bg-transparent text-inherit ${isWord ? "spoke" : ""} ${isQuote ? "bg-accent-tint" : ""}`}
		>
			{text}
		</mark>
	);
}

function cuesOf(message: Message, detail: CaseDetail) {
	return detail.cues
		.flatMap((cue) =>
			cue.messageId === message.id && isShownCue(cue.code) ? [{ code: cue.code, start: cue.start, end: cue.end }] : [],
		)
		.toSorted((a, b) => byUrgency(a.code, b.code));
}

/** Only the first message was read for the topic, and only an unaccepted topic needs its reasons. */
function topicWordsOf(message: Message, detail: CaseDetail) {
	const first = detail.messages.find((one) => one.direction === "in");
	if (first?.id !== message.id || detail.case.topicBy !== "machine") return [];
	return findWords(message.text, detail.proposal.topicWords.filter(saysMuch));
}
