import { useState } from "react";
import type { CaseDetail, CaseEvent } from "../../api.ts";
import { When } from "../../components/when.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { type Language, useLanguage } from "../../preferences.ts";
import { type Lookup, useReference } from "../../queries.ts";
import { titleOf, useWords } from "../../words.ts";

const longStory = 9;
const shownAtEnd = 6;

/** Everything that happened, in words, from the first message to now. */
export function HistoryStory({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const [isWhole, setWhole] = useState(false);
	const { history } = detail;
	const isCut = history.length > longStory && !isWhole;
	const [first, ...rest] = history;
	const shown = isCut && first ? [first, ...rest.slice(-shownAtEnd)] : history;
	return (
		<section>
			<h2 className="mb-2 text-sm text-soft">{t.case.history}</h2>
			<ol className="relative grid gap-3 before:absolute before:inset-y-1.5 before:left-[3px] before:w-px before:bg-line">
				{shown.map((event, index) => (
					<li key={event.id} className="relative pl-5">
						<span aria-hidden className={`absolute top-[7px] left-0 size-[7px] rounded-full ${dotOf(event)}`} />
						<EventWords event={event} zone={detail.due.timeZone} />
						{isCut && index === 0 && (
							<button
								type="button"
								onClick={() => setWhole(true)}
								className="mt-3 block rounded text-sm text-accent underline decoration-dotted underline-offset-3"
							>
								{t.case.showEvents(history.length - shown.length)}
							</button>
						)}
					</li>
				))}
			</ol>
		</section>
	);
}

function dotOf(event: CaseEvent): string {
	if (event.type === "recordPublished" || event.type === "acceptOutsideAnswer") return "bg-done-bar";
	if (/^(returnReply|returnWrongAgency|recordFailed|publicationUnknown)$/.test(event.type)) return "bg-soon-bar";
	return event.actor.kind === "resident" ? "bg-accent" : "bg-line-strong";
}

function EventWords({ event, zone }: { event: CaseEvent; zone: string }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const words = t.events[event.type as Exclude<keyof Dictionary["events"], "other">] ?? t.events.other(event.type);
	const more = detailsOf(event, t, language, reference);
	const actor = event.actor.kind === "staff" ? (event.actor.name ?? t.actors.staff) : null;
	return (
		<>
			<p>{words}</p>
			{more.map((line) => (
				<p key={line} className="text-sm wrap-words text-soft">
					{line}
				</p>
			))}
			<p className="text-sm text-soft">
				{actor && `${actor} · `}
				<When at={event.at} zone={zone} />
			</p>
		</>
	);
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const named = (name: string | false, value: string | null) => (name && value ? `${name}: ${value}` : value);

/** The lines under an event: from what to what, why, what the network said. Unknown data stays unsaid. */
function detailsOf(event: CaseEvent, t: Dictionary, language: Language, reference: Lookup): string[] {
	const { data } = event;
	const topic = (code: unknown) => {
		const found = reference.topic(text(code));
		return found ? titleOf(found, language) : null;
	};
	const agency = (id: unknown) => (typeof id === "number" ? reference.agency(id)?.shortName : null);
	const step = (from: string | null | undefined, to: string | null | undefined) =>
		from && to && from !== to ? `${from} → ${to}` : (to ?? null);
	const place = (code: unknown) => reference.territory(text(code))?.name ?? t.case.placeUnknown;
	const reason = text(data.reason);
	const outcome = text(data.outcome);
	const lines = [
		named(event.type === "opened" && t.case.topic, step(topic(data.fromTopicCode), topic(data.topicCode))),
		event.type === "opened" || event.type === "assign"
			? named(event.type === "opened" && t.case.agency, step(agency(data.fromAgencyId), agency(data.agencyId)))
			: null,
		event.type === "placeChanged" ? step(place(data.fromTerritoryCode), place(data.territoryCode)) : null,
		event.type === "noted" ? t.mark.states[data.state as keyof Dictionary["mark"]["states"]] : null,
		event.type === "escalated" ? escalationOf(data, t) : null,
		event.type === "publicationSettled"
			? (t.carry.states[data.as as keyof Dictionary["carry"]["states"]] ?? null)
			: null,
		outcome && outcome in t.outcomes ? t.outcomes[outcome as keyof Dictionary["outcomes"]] : null,
		reason && event.actor.kind === "staff" ? t.quoted(reason) : null,
		event.type === "recordFailed"
			? t.publication.failedClasses[data.class as keyof Dictionary["publication"]["failedClasses"]]
			: null,
		text(data.text) ? t.publication.networkSaid(text(data.text) ?? "") : null,
	];
	return lines.filter((line): line is string => Boolean(line));
}

function escalationOf({ clock, percent }: CaseEvent["data"], { caseNotices: words }: Dictionary): string | null {
	const name = words.clocks[clock as keyof typeof words.clocks];
	return name && typeof percent === "number" ? `${name}: ${words.percent(percent)}` : null;
}
