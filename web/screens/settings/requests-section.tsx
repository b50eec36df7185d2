import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Clue, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field, LongField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { errorWords, useWords } from "../../words.ts";

import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { RequestRow } from "./request-row.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

type ClueKind = "caseId" | "url" | "contact";

/** What people ask of their data, from the search to the second person's word. */
export function RequestsSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["person-requests"], queryFn: settingsApi.personRequests });
	return (
		<Screen title={words.sections.requests.title} lead={words.personal.requests.lead}>
			<Find />
			<Section title={words.personal.requests.list}>
				<Loaded query={query}>
					{({ items }) =>
						items.length === 0 ? (
							<NothingYet>{words.personal.requests.empty}</NothingYet>
						) : (
							<Rows>
								{items.map((one) => (
									<RequestRow key={one.id} request={one} />
								))}
							</Rows>
						)
					}
				</Loaded>
			</Section>
		</Screen>
	);
}

function readClue(kind: ClueKind, text: string): Clue | null {
	const value = text.trim();
	if (kind === "caseId") return /^\d{1,15}$/.test(value) && Number(value) > 0 ? { caseId: Number(value) } : null;
	if (kind === "url") return /^https?:\/\/\S+\.\S+/.test(value) ? { url: value } : null;
	return value ? { contact: value } : null;
}

function useFind() {
	const { personal } = useSettingsWords();
	const words = personal.requests;
	const [kind, setKind] = useState<ClueKind>("caseId");
	const [text, setText] = useState("");
	const [isTried, setTried] = useState(false);
	const find = useMutation({ mutationFn: settingsApi.findPerson });
	const clue = readClue(kind, text);
	const wrong =
		text.trim() === ""
			? words.noClue
			: kind === "caseId"
				? personal.badNumber
				: kind === "url"
					? words.badUrl
					: undefined;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (clue && !find.isPending) find.mutate(clue);
	};
	return { kind, setKind, text, setText, isTried, setTried, find, clue, wrong, submit };
}

function Find() {
	const t = useWords();
	const { requests: words } = useSettingsWords().personal;
	const { kind, setKind, text, setText, isTried, setTried, find, clue, wrong, submit } = useFind();
	return (
		<Section title={words.find} lead={words.findLead}>
			<form onSubmit={submit} noValidate className="grid items-start gap-3 mid:grid-cols-[14rem_1fr_auto]">
				<Choice
					label={words.by}
					value={kind}
					options={(["caseId", "url", "contact"] as const).map((value) => ({ value, label: words.clues[value] }))}
					onChange={(value) => {
						setKind(value as ClueKind);
						setTried(false);
						find.reset();
					}}
				/>
				<Field
					label={words.clues[kind]}
					hint={words.clueHint[kind]}
					error={isTried && !clue ? wrong : undefined}
					maxLength={2000}
					autoComplete="off"
					value={text}
					onChange={(event) => {
						setText(event.target.value);
						find.reset();
					}}
				/>
				<Button type="submit" disabled={find.isPending} className="mid:mt-5.5">
					{words.search}
				</Button>
			</form>
			{find.error && <Notice tone="late">{errorWords(t, find.error)}</Notice>}
			<div aria-live="polite" className="grid gap-3">
				{find.data && clue && <Found cases={find.data.items} clue={clue} onMade={() => find.reset()} />}
			</div>
		</Section>
	);
}

type FoundCases = Awaited<ReturnType<typeof settingsApi.findPerson>>["items"];

function Found({ cases, clue, onMade }: { cases: FoundCases; clue: Clue; onMade: () => void }) {
	const t = useWords();
	const { requests: words } = useSettingsWords().personal;
	const [ground, setGround] = useState("");
	const [isTried, setTried] = useState(false);
	const make = useChange(
		(kind: "export" | "erasure") => settingsApi.makePersonRequest({ kind, ground: ground.trim(), clue }),
		{ said: words.made, stale: [["person-requests"]], onDone: onMade },
	);
	if (cases.length === 0) return <p>{words.notFound}</p>;
	const order = (kind: "export" | "erasure") => {
		setTried(true);
		if (ground.trim()) make.mutate(kind);
	};
	return (
		<>
			<p className="font-medium">{words.found(cases.length)}</p>
			<Rows>
				{cases.map((one) => (
					<li key={one.id} className="px-4 py-2">
						<p className="text-sm text-soft">
							{t.case.number(one.id)} · {t.status[one.status]}
						</p>
						<p className="wrap-anywhere">{one.excerpt}</p>
					</li>
				))}
			</Rows>
			<LongField
				label={words.ground}
				hint={words.groundHint}
				error={isTried && !ground.trim() ? words.noGround : undefined}
				rows={2}
				maxLength={2000}
				value={ground}
				onChange={(event) => setGround(event.target.value)}
			/>
			{make.error && <Notice tone="late">{errorWords(t, make.error)}</Notice>}
			<div className="flex flex-wrap gap-2">
				<Button disabled={make.isPending} onClick={() => order("export")}>
					{words.make.export}
				</Button>
				<Button kind="danger" disabled={make.isPending} onClick={() => order("erasure")}>
					{words.make.erasure}
				</Button>
			</div>
		</>
	);
}
