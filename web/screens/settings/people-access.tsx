import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type PersonDetail, peopleApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useOpened } from "../../components/leave.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ShownPassword } from "./people-new.tsx";
import { usePeopleWords } from "./people-words.ts";

type Step = "resetPassword" | "endSessions" | "resetFactor";

/** What an administrator does for somebody's sign-in: each step is asked about once. */
export function PersonAccess({ detail: { person, sessions } }: { detail: PersonDetail }) {
	const words = usePeopleWords();
	const zone = useMe().region.timeZone;
	const [asked, setAsked] = useState<Step | null>(null);
	const opener = useFocusBack(asked);
	const [password, setPassword] = useState<string | null>(null);
	const steps: Step[] = ["resetPassword", "endSessions"];
	if (person.hasSecondFactor) steps.push("resetFactor");
	return (
		<section aria-label={words.person.access} className="grid gap-3 border-t border-line pt-5">
			<h2 className="text-lg font-semibold">{words.person.access}</h2>
			<p className="text-soft">
				{words.person.sessions(sessions)} ·{" "}
				{person.lastSeenAt ? (
					<>
						{words.people.lately} <When at={person.lastSeenAt} zone={zone} />
					</>
				) : (
					words.people.never
				)}
				{person.hasSecondFactor && ` · ${words.people.factor}`}
				{person.mustChangePassword && ` · ${words.people.temporary}`}
			</p>
			{password !== null && <ShownPassword login={person.login} password={password} onKept={() => setPassword(null)} />}
			{asked ? (
				<Question id={person.id} step={asked} onPassword={setPassword} onDone={() => setAsked(null)} />
			) : (
				<div className="flex flex-wrap gap-2">
					{steps.map((step) => (
						<Button key={step} ref={opener(step)} onClick={() => setAsked(step)}>
							{words.person[step]}
						</Button>
					))}
				</div>
			)}
		</section>
	);
}

type QuestionProps = { id: number; step: Step; onPassword: (password: string) => void; onDone: () => void };

function Question({ id, step, onPassword, onDone }: QuestionProps) {
	const t = useWords();
	const words = usePeopleWords().person;
	const client = useQueryClient();
	const run = async () => {
		if (step === "resetPassword") onPassword((await peopleApi.resetPassword(id)).password);
		else if (step === "endSessions") say(words.ended((await peopleApi.endSessions(id)).ended));
		else {
			await peopleApi.resetFactor(id);
			say(words.factorReset);
		}
	};
	const doing = useMutation({
		mutationFn: run,
		onSuccess: () => {
			void client.invalidateQueries({ queryKey: ["people"] });
			onDone();
		},
	});
	const { ref } = useOpened<HTMLDivElement>(onDone);
	return (
		<div ref={ref} role="group" aria-label={words[step]}>
			<Notice tone="soon" title={words[step]}>
				<p>{words[`${step}Ask`]}</p>
				{doing.error && <p className="text-late">{errorWords(t, doing.error)}</p>}
				<div className="flex flex-wrap gap-2">
					<Button disabled={doing.isPending} onClick={() => doing.mutate()}>
						{words.yes}
					</Button>
					<Button kind="quiet" onClick={onDone}>
						{t.cancel}
					</Button>
				</div>
			</Notice>
		</div>
	);
}
