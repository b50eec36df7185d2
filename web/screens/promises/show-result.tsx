import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { dayApi, type Promised } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useOpened } from "../../components/leave.tsx";
import { caseQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** What was done, in words, with the photos of the work that the case already holds. */
export function ShowResult({ promise, onDone }: { promise: Promised; onDone: () => void }) {
	const t = useWords();
	const id = useId();
	const [text, setText] = useState("");
	const { photos, show, ref, question } = useShow(promise, onDone);
	return (
		<form
			ref={ref}
			aria-label={t.promises.show}
			onSubmit={(event) => {
				event.preventDefault();
				show.mutate(text);
			}}
			className="grid gap-2 pt-1"
		>
			<label htmlFor={id} className="text-sm font-medium">
				{t.promises.whatDone}
			</label>
			<textarea
				id={id}
				// the form has just been opened by the person
				autoFocus
				rows={3}
				required
				minLength={3}
				maxLength={4000}
				value={text}
				onChange={(event) => setText(event.target.value)}
				aria-describedby={`${id}-photos`}
				className="w-full rounded-lg border border-line-strong bg-panel px-3 py-2"
			/>
			<p id={`${id}-photos`} className="text-sm text-soft">
				{photos.length > 0 ? t.promises.withPhotos(photos.length) : t.promises.noPhotos}
			</p>
			{show.error && (
				<p role="alert" className="text-late">
					{errorWords(t, show.error)}
				</p>
			)}
			<div className="flex gap-2">
				<Button kind="primary" type="submit" disabled={show.isPending}>
					{t.promises.submit}
				</Button>
				<Button kind="quiet" onClick={onDone}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</form>
	);
}

function useShow(promise: Promised, onDone: () => void) {
	const t = useWords();
	const client = useQueryClient();
	const { data: evidence } = useQuery({
		queryKey: ["day", "evidence", promise.caseId],
		queryFn: () => dayApi.evidence(promise.caseId),
	});
	const photos = (evidence?.items ?? []).map((one) => ({ id: one.id, moment: one.moment ?? ("after" as const) }));
	const show = useMutation({
		mutationFn: (text: string) => dayApi.showPromise(promise.id, { text: text.trim(), photos: photos.slice(0, 10) }),
		onSuccess: () => {
			say(t.promises.shownDone);
			onDone();
		},
		onSettled: () => {
			void client.invalidateQueries({ queryKey: ["day"] });
			void client.invalidateQueries({ queryKey: caseQuery(promise.caseId).queryKey });
		},
	});
	return { photos, show, ...useOpened<HTMLFormElement>(onDone) };
}
