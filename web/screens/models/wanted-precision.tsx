import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { modelsQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

const least = 50;
const most = 99;

/** How often the machine must be right where it acts without a person. */
export function WantedPrecision({ value }: { value: number }) {
	const t = useWords();
	const id = useId();
	const { kept, shown, setChosen, change } = usePrecision(value);
	return (
		<section aria-label={t.models.precision} className="grid gap-2">
			<h2 className="text-lg font-semibold">
				<label htmlFor={id}>{t.models.precision}</label>
			</h2>
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<input
					id={id}
					type="range"
					min={least}
					max={most}
					value={shown}
					aria-valuetext={t.percent(shown)}
					aria-describedby={`${id}-hint`}
					onChange={(event) => setChosen(Number(event.target.value))}
					className="h-8 max-w-80 min-w-40 flex-1 accent-accent"
				/>
				<output htmlFor={id} className="w-14 text-lg font-semibold tabular">
					{t.percent(shown)}
				</output>
				{shown !== kept && (
					<span className="flex gap-2">
						<Button kind="primary" disabled={change.isPending} onClick={() => change.mutate(shown)}>
							{t.save}
						</Button>
						<Button kind="quiet" onClick={() => setChosen(null)}>
							{t.cancel}
						</Button>
					</span>
				)}
			</div>
			<p id={`${id}-hint`} className="text-soft">
				{t.models.precisionHint(shown)}
			</p>
			{change.error && (
				<p role="alert" className="text-late">
					{errorWords(t, change.error)}
				</p>
			)}
		</section>
	);
}

/** What is kept, and what the person is trying on before saving it. Per cent. */
function usePrecision(value: number) {
	const t = useWords();
	const client = useQueryClient();
	const kept = Math.round(value * 100);
	const [chosen, setChosen] = useState<number | null>(null);
	const change = useMutation({
		mutationFn: (percent: number) => api.setWantedPrecision(percent / 100),
		onSuccess: (list) => {
			client.setQueryData(modelsQuery.queryKey, list);
			setChosen(null);
			say(t.models.precisionSaved);
		},
	});
	return { kept, shown: chosen ?? kept, setChosen, change };
}
