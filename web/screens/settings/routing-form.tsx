import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { routingApi, type RoutingRule } from "../../api-routing.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { routingQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { BackLink } from "./section-ways.tsx";
import { TopicOptions } from "./topic-options.tsx";

/** `what` is a topic's code, "group:CODE", or "" for anything. */
type Draft = { what: string; territoryCode: string; pageId: string; agencyId: string };

function draftOf(rule: RoutingRule | null): Draft {
	const group = rule?.groupCode ? `group:${rule.groupCode}` : "";
	return {
		what: rule?.topicCode ?? group,
		territoryCode: rule?.territoryCode ?? "",
		pageId: String(rule?.pageId ?? ""),
		agencyId: String(rule?.agencyId ?? ""),
	};
}

function orderOf({ what, territoryCode, pageId, agencyId }: Draft) {
	const group = /^group:(.+)$/.exec(what)?.[1];
	return {
		topicCode: group || !what ? null : what,
		groupCode: group ?? null,
		territoryCode: territoryCode || null,
		pageId: pageId ? Number(pageId) : null,
		agencyId: Number(agencyId),
	};
}

function useRule(rule: RoutingRule | null, draft: Draft) {
	const words = useRoutingWords().routing;
	const client = useQueryClient();
	const navigate = useNavigate();
	const leave = (said: string) => {
		void client.invalidateQueries({ queryKey: routingQuery.queryKey });
		say(said);
		void navigate({ to: "/settings/$section", params: { section: "routing" } });
	};
	const save = useMutation({
		mutationFn: () => (rule ? routingApi.saveRule(rule.id, orderOf(draft)) : routingApi.addRule(orderOf(draft))),
		onSuccess: () => leave(words.saved),
	});
	const remove = useMutation({
		mutationFn: () => routingApi.removeRule(rule?.id ?? 0),
		onSuccess: () => leave(words.removed),
	});
	return { save, remove };
}

export function RuleForm({ rule }: { rule: RoutingRule | null }) {
	const t = useWords();
	const words = useRoutingWords().routing;
	const [draft, setDraft] = useState(() => draftOf(rule));
	const { save, remove } = useRule(rule, draft);
	const [isTried, setTried] = useState(false);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (draft.agencyId && !save.isPending) save.mutate();
	};
	const error = save.error ?? remove.error;
	return (
		<Screen
			title={rule ? words.editTitle : words.newTitle}
			lead={words.lead}
			back={<BackLink section="routing">{words.back}</BackLink>}
		>
			<form onSubmit={submit} className="grid max-w-[34rem] gap-4">
				<Fields draft={draft} isTried={isTried} set={(change) => setDraft({ ...draft, ...change })} />
				{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
				<div className="flex flex-wrap items-center gap-2">
					<Button type="submit" kind="primary" disabled={save.isPending}>
						{words.save}
					</Button>
					{rule && (
						<SureButton kind="danger" disabled={remove.isPending} question={words.removeAsk} onSure={remove.mutate}>
							{words.remove}
						</SureButton>
					)}
				</div>
			</form>
		</Screen>
	);
}

type FieldsProps = { draft: Draft; isTried: boolean; set: (change: Partial<Draft>) => void };

function Fields({ draft, isTried, set }: FieldsProps) {
	const words = useRoutingWords().routing;
	const { all } = useReference();
	const agencies = all.agencies.map((one) => ({ value: String(one.id), label: one.shortName }));
	return (
		<>
			<TopicOptions
				label={words.topic}
				value={draft.what}
				none={words.anything}
				withGroups={words.allOf}
				onChange={(what) => set({ what })}
			/>
			<Choice
				label={words.territory}
				value={draft.territoryCode}
				options={[
					{ value: "", label: words.anywhere },
					...all.territories.map((one) => ({ value: one.code, label: one.name })),
				]}
				onChange={(territoryCode) => set({ territoryCode })}
			/>
			<Choice
				label={words.page}
				value={draft.pageId}
				options={[
					{ value: "", label: words.anyPage },
					...all.pages.map((one) => ({ value: String(one.id), label: one.name })),
				]}
				onChange={(pageId) => set({ pageId })}
			/>
			<Choice
				label={words.agency}
				error={isTried && !draft.agencyId ? words.noAgency : undefined}
				value={draft.agencyId}
				options={draft.agencyId ? agencies : [{ value: "", label: words.pick }, ...agencies]}
				onChange={(agencyId) => set({ agencyId })}
			/>
		</>
	);
}
