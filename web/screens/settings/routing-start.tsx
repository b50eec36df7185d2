import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { routingApi, type RoutingRule } from "../../api-routing.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { firstStepsQuery } from "../../first-steps.ts";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { guessAgency } from "./guess-agency.ts";
import { routingQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { BackLink } from "./section-ways.tsx";

/** A ready start: groups of topics laid out by agency, as the agencies' names tell; a person mends and saves. */
export function RoutingStart({ rules }: { rules: readonly RoutingRule[] }) {
	const words = useRoutingWords().routing;
	const { all } = useReference();
	const ruled = new Set(
		rules.filter((rule) => !rule.territoryCode && rule.pageId === null).map((rule) => rule.groupCode),
	);
	const groups = all.topicGroups.filter(({ code }) => !ruled.has(code));
	return (
		<Screen
			title={words.start.title}
			lead={words.start.lead}
			back={<BackLink section="routing">{words.back}</BackLink>}
		>
			{groups.length === 0 && all.topicGroups.length > 0 ? (
				<Empty icon={CheckCheck} title={words.start.none} hint={words.start.noneHint} />
			) : (
				<Groups groups={groups} />
			)}
		</Screen>
	);
}

type Group = ReturnType<typeof useReference>["all"]["topicGroups"][number];

function useSaving(chosen: { groupCode: string; agencyId: number }[]) {
	const words = useRoutingWords().routing;
	const client = useQueryClient();
	return useMutation({
		mutationFn: async () => {
			for (const rule of chosen)
				await routingApi.addRule({ ...rule, topicCode: null, territoryCode: null, pageId: null });
		},
		onSuccess: () => say(words.start.saved(chosen.length)),
		onSettled: () => {
			void client.invalidateQueries({ queryKey: routingQuery.queryKey });
			void client.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
		},
	});
}

function Groups({ groups }: { groups: readonly Group[] }) {
	const t = useWords();
	const words = useRoutingWords().routing;
	const language = useLanguage();
	const { agencies } = useReference().all;
	const [changed, setChanged] = useState<Record<string, string>>({});
	const valueOf = (code: string): string => changed[code] ?? String(guessAgency(code, agencies) ?? "");
	const chosen = groups.flatMap(({ code }) =>
		valueOf(code) ? [{ groupCode: code, agencyId: Number(valueOf(code)) }] : [],
	);
	const save = useSaving(chosen);
	const navigate = useNavigate();
	// who has left meanwhile is not called back
	const toList = () => void navigate({ to: "/settings/$section", params: { section: "routing" } });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (chosen.length > 0 && !save.isPending) save.mutate(undefined, { onSuccess: toList });
	};
	return (
		<form onSubmit={submit} className="grid gap-5">
			<div className="grid gap-x-6 gap-y-4 mid:grid-cols-2">
				{groups.map((group) => (
					<Choice
						key={group.code}
						label={titleOf(group, language)}
						value={valueOf(group.code)}
						options={[
							{ value: "", label: words.start.byPage },
							...agencies.map((one) => ({ value: String(one.id), label: one.shortName })),
						]}
						onChange={(agencyId) => setChanged({ ...changed, [group.code]: agencyId })}
					/>
				))}
			</div>
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<div className="flex flex-wrap items-center gap-3">
				<Button type="submit" kind="primary" disabled={chosen.length === 0 || save.isPending}>
					{chosen.length > 0 ? words.start.save(chosen.length) : t.save}
				</Button>
				{chosen.length === 0 && <span className="text-soft">{words.start.chooseOne}</span>}
			</div>
		</form>
	);
}
