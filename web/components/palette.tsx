import { useNavigate } from "@tanstack/react-router";
import { Building2, FileText, Tag, UserRound } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { atHand } from "../at-hand.ts";
import { useLanguage } from "../preferences.ts";
import { useReference } from "../queries.ts";
import { titleOf, useWords } from "../words.ts";
import { Command, type CommandItem } from "./command.tsx";
import { useFoundCases } from "./found-cases.ts";
import { usePlaces } from "./go.ts";

type Order = CommandItem & { run: () => void };

/** Everything by a few letters: what may be done now, where to go, cases, topics, agencies, people. */
export function Palette({ onClose }: { onClose: () => void }) {
	const t = useWords();
	const [query, setQuery] = useState("");
	const found = useFoundCases(useDeferredValue(query.trim()));
	const navigate = useNavigate();
	const orders = useOrders();
	const cases: Order[] = found.items.map((item) => ({
		...item,
		icon: FileText,
		run: () =>
			void navigate({
				to: "/cases/$caseId",
				params: { caseId: Number(item.key) },
				search: (before) => ({ ...before }),
			}),
	}));
	const shown = [...(query.trim() ? orders.all : orders.first), ...cases];
	return (
		<Command
			title={t.triage.paletteTitle}
			placeholder={t.triage.palettePlaceholder}
			items={shown}
			onQuery={setQuery}
			onPick={(picked) => {
				onClose();
				shown.find(({ key }) => key === picked.key)?.run();
			}}
			onClose={onClose}
			emptyWords={found.isLooking ? t.loading : undefined}
		/>
	);
}

function useOrders(): { first: Order[]; all: Order[] } {
	const t = useWords();
	const language = useLanguage();
	const navigate = useNavigate();
	const { all } = useReference();
	const places = usePlaces();
	return useMemo(() => {
		const now: Order[] = atHand().map((action) => ({ ...action, key: `now:${action.key}` }));
		const go: Order[] = places.map(({ key, label, letter, icon, go: run }) => ({
			key: `go:${key}`,
			label,
			group: t.triage.goTo,
			shortcut: letter && `G ${letter}`,
			icon,
			run,
		}));
		const topics: Order[] = all.topics.map((topic) => ({
			key: `topic:${topic.code}`,
			label: titleOf(topic, language),
			group: t.triage.casesOfTopic,
			icon: Tag,
			run: () => void navigate({ to: "/cases", search: { topicCode: topic.code } }),
		}));
		const agencies: Order[] = all.agencies.map((agency) => ({
			key: `agency:${agency.id}`,
			label: agency.name,
			words: agency.shortName,
			group: t.triage.casesOfAgency,
			icon: Building2,
			run: () => void navigate({ to: "/cases", search: { agencyId: agency.id } }),
		}));
		const people: Order[] = all.staff.map((person) => ({
			key: `staff:${person.id}`,
			label: person.name,
			group: t.triage.casesOfPerson,
			icon: UserRound,
			run: () => void navigate({ to: "/cases", search: { assigneeId: person.id } }),
		}));
		const first = [...now, ...go];
		return { first, all: [...first, ...topics, ...agencies, ...people] };
	}, [places, all, language, navigate, t]);
}
