import { Check, ChevronDown, MapPin } from "lucide-react";
import { Suspense } from "react";
import { later } from "../../later.ts";
import { api, type CaseDetail, type Proposal } from "../../api.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Button } from "../../components/button.tsx";
import { Picker } from "../../components/picker.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useCaseChange, useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { type Candidate, Candidates, ProposalCard } from "./proposal-card.tsx";

const PlaceMap = later(() => import("./place-map.tsx"), "PlaceMap");

type ProposedPlace = Proposal["places"][number];

const nowhere = "";

/** Where it is and by which words that was read; a person may choose another territory of the region or none. */
export function PlaceCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { territory } = useReference();
	const { id, version, isOpen, territoryCode } = detail.case;
	const change = useCaseChange(id, (code: string | null) => api.changePlace(id, version, code));
	const mayChange = useMe().permissions.some((one) => one === "case.work" || one === "case.triage") && isOpen;
	const isByMachine = detail.place.by === "machine";
	const isProposal = isByMachine && territoryCode !== null;
	const { own, others } = isByMachine ? sortPlaces(detail) : { own: undefined, others: [] };
	const pick = (code: string) => change.mutate(code === nowhere ? null : code);
	return (
		<ProposalCard title={t.case.place} isProposal={isProposal}>
			<div>
				<p className={territoryCode ? "font-medium" : "text-soft"}>
					{detail.place.address ?? territory(territoryCode)?.name ?? t.case.placeUnknown}
				</p>
				{detail.place.address && <p className="text-sm text-soft">{territory(territoryCode)?.name}</p>}
				{own && <p className="text-sm text-soft">{placeNote(own, t)}</p>}
				<Coordinates place={detail.place} />
			</div>
			<Surroundings detail={detail} />
			<Candidates
				title={t.case.otherPlaces}
				items={others.map((one) => candidateOf(one, t))}
				isBusy={change.isPending}
				onPick={mayChange ? pick : undefined}
			/>
			{mayChange && (
				<div className="flex flex-wrap gap-2">
					{isProposal && (
						<Button
							isSmall
							icon={<Check size={14} aria-hidden />}
							disabled={change.isPending}
							onClick={() => change.mutate(territoryCode)}
						>
							{t.case.acceptTopic}
						</Button>
					)}
					<TerritoryPicker value={territoryCode} onPick={pick} />
				</div>
			)}
			{change.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, change.error)}
				</p>
			)}
		</ProposalCard>
	);
}

/** The address to take along and, where the point is known, what else is near. */
function Surroundings({ detail: { case: row, place } }: { detail: CaseDetail }) {
	const { around: words } = useWords();
	const { address, latitude, longitude } = place;
	return (
		<>
			{address && (
				<div>
					<CopyButton text={address} label={words.copyAddress} />
				</div>
			)}
			{latitude !== null && longitude !== null && (
				<Suspense>
					<PlaceMap key={row.id} caseId={row.id} centre={{ latitude, longitude }} />
				</Suspense>
			)}
		</>
	);
}

/** Opens in the maps of the person's own device: the desk asks no outside service. */
function Coordinates({ place: { latitude, longitude } }: Pick<CaseDetail, "place">) {
	const t = useWords();
	if (latitude === null || longitude === null) return null;
	const point = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
	return (
		<a
			href={`geo:${point}`}
			title={t.caseWork.map.open}
			aria-label={`${t.caseWork.map.open}: ${point}`}
			className="inline-flex items-center gap-1 rounded text-sm text-accent underline underline-offset-3 tabular"
		>
			<MapPin size={13} aria-hidden />
			{point.replace(",", ", ")}
		</a>
	);
}

/** The candidate that the case has, and one of each other territory. */
function sortPlaces({ proposal, place }: CaseDetail) {
	const own =
		proposal.places.find((one) => one.label === place.address) ??
		proposal.places.find((one) => one.territoryCode === place.territoryCode);
	const others = proposal.places.filter(
		(one, index, all) =>
			one.territoryCode !== null &&
			one.territoryCode !== place.territoryCode &&
			all.findIndex((other) => other.territoryCode === one.territoryCode) === index,
	);
	return { own, others };
}

function candidateOf(place: ProposedPlace, t: Dictionary): Candidate {
	return {
		key: place.territoryCode ?? nowhere,
		name: place.label,
		chance: place.confidence,
		note: place.words ? t.case.placeWords(place.words) : t.case.placeReasons[place.reason],
	};
}

function placeNote(place: ProposedPlace, t: Dictionary): string {
	const by = place.words ? t.case.placeWords(place.words) : t.case.placeReasons[place.reason];
	return `${by}; ${t.case.confidence(Math.round(place.confidence * 100))}`;
}

function TerritoryPicker({ value, onPick }: { value: string | null; onPick: (code: string) => void }) {
	const t = useWords();
	const { all } = useReference();
	const items = [
		{ value: nowhere, label: t.case.noPlace },
		...all.territories.map(({ code, name }) => ({ value: code, label: name })),
	];
	return (
		<Picker label={t.case.choosePlace} items={items} value={value ?? nowhere} onPick={onPick} align="end">
			<Button isSmall kind={value ? "quiet" : "plain"}>
				{value ? t.case.changeTopic : t.case.choosePlace}
				<ChevronDown size={14} aria-hidden />
			</Button>
		</Picker>
	);
}
