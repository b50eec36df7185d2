import type { PageDetail } from "../../api.ts";
import { Notice } from "../../components/notice.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";

/** How a page is read where the network does not tell by itself, and what was surely missed. */
export function PageReading({ detail }: { detail: PageDetail }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const { readAt, nextAt, isListening, failures, failureText, gap, gapAt } = detail.reading;
	if (!nextAt && !gap && failures === 0) return null;
	return (
		<Section title={t.connection.reading.title}>
			{gap && (
				<Notice tone="soon" title={t.connection.reading.gap}>
					<p className="wrap-anywhere">
						{gapAt && <When at={gapAt} zone={zone} />} {gap}
					</p>
				</Notice>
			)}
			<p>
				{readAt && (
					<>
						{t.connection.reading.readAt} <When at={readAt} zone={zone} />
					</>
				)}
				{nextAt && (
					<span className="text-soft">
						{readAt && " · "}
						{t.connection.reading.nextAt} <When at={nextAt} zone={zone} />
					</span>
				)}
			</p>
			{isListening && <p className="text-soft">{t.connection.reading.listening}</p>}
			{failures > 0 && (
				<p className="text-soon wrap-anywhere">
					{t.connection.reading.failures(failures)}
					{failureText && `: ${failureText}`}
				</p>
			)}
		</Section>
	);
}

/** What the network told about the page itself: officers, settings, a move. */
export function PageEvents({ detail }: { detail: PageDetail }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	if (detail.events.length === 0) return null;
	return (
		<Section title={t.connection.events.title}>
			<ul className="divide-y divide-line rounded-lg border border-line">
				{detail.events.slice(0, 10).map((event, index) => (
					// events of one moment have nothing else to tell them apart
					<li key={index} className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-2">
						<span className="wrap-anywhere">
							{t.connection.events.codes[event.code]}
							{event.text && <span className="text-soft">: {event.text}</span>}
						</span>
						<span className="text-sm text-soft">
							<When at={event.at} zone={zone} />
						</span>
					</li>
				))}
			</ul>
		</Section>
	);
}
