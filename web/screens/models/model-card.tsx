import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { api, type TextModel } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useOpened } from "../../components/leave.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { modelsQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Figures } from "./figures.tsx";

/** One version: where it comes from, how well it reads, and the putting of it to work, which is asked twice. */
export function ModelCard({ model }: { model: TextModel }) {
	const t = useWords();
	return (
		<section aria-label={nameOf(model, t)} className="grid gap-3 px-4 py-3">
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
				<Origin model={model} />
				<Turn model={model} />
			</div>
			<Figures model={model} />
		</section>
	);
}

function nameOf(model: TextModel, t: Dictionary): string {
	if (model.source === "box") return t.models.box;
	return model.source === "cases" ? t.models.fromCases(model.id) : t.models.fromFile(model.name);
}

function Origin({ model }: { model: TextModel }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	return (
		<div className="min-w-0">
			<h3 className="flex flex-wrap items-center gap-x-2 font-medium">
				<span className="wrap-anywhere">{nameOf(model, t)}</span>
				{model.isActive && (
					<span className="inline-flex items-center gap-1 text-sm font-normal text-done">
						<Check size={14} aria-hidden />
						{t.models.active}
					</span>
				)}
			</h3>
			<p className="flex flex-wrap gap-x-1 text-sm text-soft">
				{model.createdAt && (
					<span>
						{t.models.made} <When at={model.createdAt} zone={zone} />
						{" · "}
					</span>
				)}
				{model.trainedRows !== null && <span>{t.models.trainedOn(model.trainedRows)} · </span>}
				<span>{t.models.size(model.bytes)}</span>
			</p>
			{model.isActive && model.activatedAt && (
				<p className="text-sm text-soft">
					{model.activatedByName ? t.models.activatedBy(model.activatedByName) : t.models.activatedAt}{" "}
					<When at={model.activatedAt} zone={zone} />
				</p>
			)}
		</div>
	);
}

/** What the button does: to work, or, for a model of agencies that works, back to the history alone. */
function useTurn(model: TextModel) {
	const t = useWords();
	const client = useQueryClient();
	const isOff = model.isActive;
	const change = useMutation({
		mutationFn: () => (isOff ? api.deactivateModel(model.id) : api.activateModel(model.id)),
		onSuccess: (list) => {
			client.setQueryData(modelsQuery.queryKey, list);
			say(isOff ? t.models.isOff : t.models.isOn);
		},
	});
	const verb = isOff ? t.models.deactivate : model.source === "box" ? t.models.backToBox : t.models.activate;
	return { change, verb, isOff };
}

function Turn({ model }: { model: TextModel }) {
	const t = useWords();
	const { change, verb, isOff } = useTurn(model);
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	const { ref } = useOpened<HTMLDivElement>(isAsked ? () => setAsked(false) : undefined);
	// from a model of topics one goes on to another, the shipped one among them
	if (model.isActive && model.kind === "topic") return null;
	if (!isAsked)
		return (
			<Button ref={opener()} onClick={() => setAsked(true)}>
				{verb}
			</Button>
		);
	return (
		<div
			ref={ref}
			role="group"
			aria-label={verb}
			className="grid w-full gap-2 rounded-lg border border-line bg-side p-3 appear"
		>
			<p>{isOff ? t.models.askOff : t.models.askOn}</p>
			{change.error && (
				<p role="alert" className="text-late">
					{errorWords(t, change.error)}
				</p>
			)}
			<div className="flex flex-wrap gap-2">
				<Button
					kind="primary"
					autoFocus
					disabled={change.isPending}
					onClick={() => change.mutate(undefined, { onSuccess: () => setAsked(false) })}
				>
					{verb}
				</Button>
				<Button kind="quiet" onClick={() => setAsked(false)}>
					{t.cancel}
				</Button>
			</div>
		</div>
	);
}
