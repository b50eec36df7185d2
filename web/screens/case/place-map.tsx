import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { NearCase } from "../../api-case.ts";
import { nearQuery } from "../../case-parts.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { useWords } from "../../words.ts";
import { directionTo, onMap, type Point } from "./on-map.ts";

/** units of the drawing for the whole distance that was looked at */
const radius = 92;
const barMetres = 500;
const shownAtFirst = 3;

/**
 * Where the case is among other open ones, drawn from what the desk itself knows: no map of somebody else's is asked for, so
 * nobody outside learns where residents wrote from. The list below says the same in words.
 */
export function PlaceMap({ caseId, centre }: { caseId: number; centre: Point }) {
	const { around: words } = useWords();
	const { data } = useQuery(nearQuery(caseId));
	const [isWhole, setWhole] = useState(false);
	if (!data) return <div className="aspect-[2/1.4] rounded-md bg-side" />;
	const { items, metres } = data;
	const shown = isWhole ? items : items.slice(0, shownAtFirst);
	return (
		<figure aria-label={words.mapTitle} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
			<Drawing centre={centre} items={items} metres={metres} />
			<figcaption className="text-sm text-soft">
				{items.length === 0 ? words.nobody : words.near(items.length, data.isWhole)}
			</figcaption>
			{shown.length > 0 && (
				<ul className="grid grid-cols-[minmax(0,1fr)] gap-1">
					{shown.map((item) => (
						<li key={item.caseId} className="relative -mx-1 rounded-md px-1 text-sm hover:bg-hover">
							<Link
								to="/cases/$caseId"
								params={{ caseId: item.caseId }}
								search={true}
								className="block min-h-6 truncate after:absolute after:inset-0"
							>
								{item.excerpt.trim() || `№ ${item.caseId}`}
							</Link>
							<span className="text-soft">{whereWords(centre, item, words)}</span>
						</li>
					))}
				</ul>
			)}
			{shown.length < items.length && (
				<button
					type="button"
					onClick={() => setWhole(true)}
					className="min-h-6 justify-self-start rounded text-sm text-accent underline decoration-dotted underline-offset-3"
				>
					{words.more(items.length - shown.length)}
				</button>
			)}
		</figure>
	);
}

function whereWords(centre: Point, item: NearCase, words: Dictionary["around"]): string {
	const direction = directionTo(centre, item);
	return direction === null ? words.here : `${words.metres(item.metres)} ${words.directions[direction] ?? ""}`;
}

function Drawing({ centre, items, metres }: { centre: Point; items: NearCase[]; metres: number }) {
	const { around: words } = useWords();
	const bar = (barMetres / metres) * radius;
	return (
		<svg aria-hidden viewBox="-140 -98 280 196" className="w-full rounded-md border border-line bg-side">
			<g fill="none" strokeWidth="1" className="stroke-line-strong" opacity="0.6">
				<circle r={radius} />
				<circle r={bar} strokeDasharray="2 4" />
				<path d={`M0 ${-radius}V${radius}M${-radius} 0H${radius}`} strokeDasharray="1 5" />
			</g>
			{items.toReversed().map((item) => {
				const { x, y } = onMap(centre, item, metres, radius);
				return (
					<Link
						key={item.caseId}
						to="/cases/$caseId"
						params={{ caseId: item.caseId }}
						search={true}
						// the list beside is the way by keyboard
						tabIndex={-1}
					>
						<title>{`№ ${item.caseId} · ${item.excerpt.trim().slice(0, 80)}`}</title>
						<circle cx={x} cy={y} r="11" fill="transparent" />
						<circle cx={x} cy={y} r="4.5" strokeWidth="1.5" className="fill-panel stroke-accent" />
					</Link>
				);
			})}
			<circle r="6" strokeWidth="2" className="pointer-events-none fill-accent stroke-panel" />
			<g className="fill-soft stroke-soft" fontSize="11">
				<path d="M122 -66V-84M118 -79L122 -85L126 -79" fill="none" strokeWidth="1.2" />
				<text x="122" y="-54" textAnchor="middle" stroke="none">
					{words.north}
				</text>
				<path d={`M${134 - bar} 84v4H134v-4`} fill="none" strokeWidth="1.2" />
				<text x={134 - bar / 2} y="80" textAnchor="middle" stroke="none">
					{words.metres(barMetres)}
				</text>
			</g>
		</svg>
	);
}
