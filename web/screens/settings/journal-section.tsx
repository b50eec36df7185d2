import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { auditFile, type AuditEntry, settingsApi } from "../../api-settings.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { whenWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { endlessOf, MoreButton } from "./endless.tsx";
import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { isNetAddress } from "./net-address.ts";
import { NothingYet, Rows } from "./part.tsx";
import { PeriodFields, PersonChoice, useCaseNumber, usePeriod } from "./period.tsx";
import { useSettingsWords } from "./settings-words.ts";

function useFilter() {
	const number = useCaseNumber();
	const period = usePeriod();
	const [staffId, setStaff] = useState<number | null>(null);
	const [type, setType] = useState("");
	const [ip, setIp] = useState("");
	const isIpWrong = ip.trim() !== "" && !isNetAddress(ip.trim());
	const asked = {
		caseId: number.value,
		staffId: staffId ?? undefined,
		type: type || undefined,
		ip: isIpWrong ? undefined : ip.trim() || undefined,
		...period.asked,
	};
	return { number, period, staffId, setStaff, type, setType, ip, setIp, isIpWrong, asked };
}

/** Who did what, in cases and in settings. */
export function JournalSection() {
	const { sections, links } = useSettingsWords();
	const words = links.journal;
	const filter = useFilter();
	const query = useInfiniteQuery({
		queryKey: ["audit", filter.asked],
		queryFn: ({ pageParam }) => settingsApi.audit({ ...filter.asked, cursor: pageParam }),
		initialPageParam: undefined as string | undefined,
		getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
		placeholderData: keepPreviousData,
	});
	return (
		<Screen title={sections.journal.title} lead={words.lead}>
			<Filters filter={filter} />
			<Loaded query={endlessOf(query)}>
				{(items) =>
					items.length === 0 ? (
						<NothingYet>{words.empty}</NothingYet>
					) : (
						<>
							<Rows>
								{items.map((one) => (
									<Row key={`${one.source}-${one.id}`} entry={one} />
								))}
							</Rows>
							<MoreButton query={query} />
							<p className="flex flex-wrap gap-x-3 text-soft">
								{words.saveAs}
								{(["csv", "jsonl"] as const).map((format) => (
									<a
										key={format}
										href={auditFile({ ...filter.asked, format })}
										download
										className="text-accent underline"
									>
										{words.formats[format]}
									</a>
								))}
							</p>
						</>
					)
				}
			</Loaded>
			<Seal />
		</Screen>
	);
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
	const { links, personal } = useSettingsWords();
	const words = links.journal;
	return (
		<div role="search" className="grid items-start gap-3 mid:grid-cols-3">
			<PersonChoice value={filter.staffId} onChange={filter.setStaff} />
			<Choice
				label={words.type}
				value={filter.type}
				options={[
					{ value: "", label: words.anyType },
					...Object.entries(words.types).map(([value, label]) => ({ value, label })),
				]}
				onChange={filter.setType}
			/>
			<Field
				label={personal.caseNumber}
				inputMode="numeric"
				maxLength={15}
				error={filter.number.isWrong ? personal.badNumber : undefined}
				value={filter.number.text}
				onChange={(event) => filter.number.setText(event.target.value)}
			/>
			<PeriodFields period={filter.period} />
			<Field
				label={words.ip}
				maxLength={50}
				error={filter.isIpWrong ? words.badIp : undefined}
				value={filter.ip}
				onChange={(event) => filter.setIp(event.target.value)}
			/>
		</div>
	);
}

function Row({ entry }: { entry: AuditEntry }) {
	const t = useWords();
	const { journal: words } = useSettingsWords().links;
	const zone = useMe().region.timeZone;
	const known: Record<string, unknown> = { ...t.actions, ...t.events, ...words.types };
	const told = known[entry.type];
	const who = entry.actor.name ?? (entry.actor.kind === "resident" ? words.resident : words.system);
	const data = Object.entries(entry.data);
	return (
		<li className="grid gap-0.5 px-4 py-2">
			<p>
				{typeof told === "string" ? told : entry.type}
				{entry.caseId !== null && (
					<>
						{" "}
						<Link to="/cases/$caseId" params={{ caseId: entry.caseId }} className="text-accent underline">
							{t.case.number(entry.caseId)}
						</Link>
					</>
				)}
			</p>
			<p className="text-sm text-soft">
				<When at={entry.at} zone={zone} /> · {who}
				{entry.ip && ` · ${entry.ip}`}
			</p>
			{data.length > 0 && (
				<details className="text-sm text-soft">
					<summary className="w-fit rounded hover:text-ink">{words.details}</summary>
					<dl className="grid grid-cols-[auto_1fr] gap-x-3 pt-1">
						{data.map(([name, value]) => (
							<div key={name} className="contents">
								<dt>{name}</dt>
								<dd className="wrap-anywhere">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
							</div>
						))}
					</dl>
				</details>
			)}
		</li>
	);
}

function Seal() {
	const t = useWords();
	const { journal: words } = useSettingsWords().links;
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const query = useQuery({ queryKey: ["audit-seal"], queryFn: settingsApi.auditSeal });
	return (
		<Section title={words.sealTitle}>
			<Loaded query={query}>
				{({ last }) =>
					last === null ? (
						<p>{words.unsealed}</p>
					) : (
						<div className="grid justify-items-start gap-2">
							<p>{words.sealed(whenWords(last.sealedAt, zone, language, t.days))}</p>
							<p className="text-soft">{words.sealHint}</p>
							<p className="text-sm wrap-anywhere">
								{words.sealNumber(numberWords(last.number))}: <span className="font-mono select-all">{last.hash}</span>
							</p>
							<CopyButton text={last.hash} />
						</div>
					)
				}
			</Loaded>
		</Section>
	);
}
