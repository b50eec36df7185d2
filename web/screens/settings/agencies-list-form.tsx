import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type Agency, routingApi } from "../../api-routing.ts";
import { Button } from "../../components/button.tsx";
import { LongField } from "../../components/field.tsx";
import { FileField } from "../../components/file-field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { firstStepsQuery } from "../../first-steps.ts";
import { referenceQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { type AgencyLine, readAgencyLines } from "./agency-lines.ts";
import { Rows } from "./part.tsx";
import { agenciesQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { BackLink } from "./section-ways.tsx";

/** So many letters are a list of every agency of a region, with room to spare. */
const longest = 100_000;

function useAdding(fresh: AgencyLine[]) {
	const words = useRoutingWords().agencies;
	const client = useQueryClient();
	const { timeZone } = useMe().region;
	return useMutation({
		mutationFn: async () => {
			// one after another: what was added before a refusal stays, and is marked as known
			for (const { isKnown: _, ...line } of fresh) {
				const agencies = await routingApi.addAgency({ ...line, timeZone, parentId: null });
				client.setQueryData(agenciesQuery.queryKey, agencies);
			}
		},
		onSuccess: () => say(words.list.added(fresh.length)),
		onSettled: () => {
			void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
			void client.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
		},
	});
}

/** Many agencies at once, from a table or a letter: first what they become, then the adding. */
export function AgencyList({ all }: { all: Agency[] }) {
	const t = useWords();
	const words = useRoutingWords().agencies;
	const [text, setText] = useState("");
	const lines = readAgencyLines(text, all);
	const fresh = lines.filter(({ isKnown }) => !isKnown);
	const add = useAdding(fresh);
	const navigate = useNavigate();
	// who has left meanwhile is not called back
	const toTree = () => void navigate({ to: "/settings/$section", params: { section: "agencies" } });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (fresh.length > 0 && !add.isPending) add.mutate(undefined, { onSuccess: toTree });
	};
	const choose = async (file: File) => setText((await file.text()).slice(0, longest));
	return (
		<Screen title={words.list.title} lead={words.list.lead} back={<BackLink section="agencies">{words.back}</BackLink>}>
			<form onSubmit={submit} className="grid max-w-[44rem] gap-4">
				<LongField
					label={words.list.text}
					hint={words.list.hint}
					rows={8}
					placeholder={words.list.example}
					maxLength={longest}
					value={text}
					onChange={(event) => setText(event.target.value)}
				/>
				<FileField label={words.list.file} accept=".csv,.txt,.tsv" onFile={(file) => void choose(file)} />
				{lines.length > 0 && <Preview lines={lines} />}
				{add.error && <Notice tone="late">{errorWords(t, add.error)}</Notice>}
				<Button type="submit" kind="primary" className="w-fit" disabled={fresh.length === 0 || add.isPending}>
					{fresh.length > 0 ? words.list.addAll(fresh.length) : words.list.addNone}
				</Button>
			</form>
		</Screen>
	);
}

function Preview({ lines }: { lines: AgencyLine[] }) {
	const words = useRoutingWords().agencies;
	return (
		<section aria-label={words.list.preview} className="grid gap-2">
			<p aria-live="polite" className="text-soft">
				{words.list.preview}
			</p>
			<Rows>
				{lines.map((line) => (
					<li key={line.code} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
						<span className="min-w-0 flex-1">
							<span className="block font-medium wrap-anywhere">{line.shortName}</span>
							<span className="block text-sm text-soft wrap-anywhere">{line.name}</span>
						</span>
						<span className="text-sm text-soft">{line.isKnown ? words.list.known : words.kinds[line.kind]}</span>
					</li>
				))}
			</Rows>
		</section>
	);
}
