import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dayApi, type JudgeAnswer, type ReviewedAnswer, type Verdict } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useKeys } from "../../keys.ts";
import { errorWords, useWords } from "../../words.ts";
import { Answer } from "./answer.tsx";
import { Checklist } from "./checklist.tsx";
import { type Mark, marks, type Marked, nextPoint, type Point, points, restMet, wholeOf } from "./rubric.ts";
import { VerdictFields } from "./verdict-fields.tsx";

/** One answer with its question, the checklist point by point, and the verdict; all of it by keys. */
export function ReviewForm({ item }: { item: ReviewedAnswer }) {
	const t = useWords();
	const draft = useJudgement(item);
	const { marked, at, verdict, rubric, judge, giveBack } = draft;
	const left = points.filter((point) => !marked[point]).length;
	return (
		<section aria-label={t.quality.review} className="grid gap-5">
			<Answer item={item} />
			<Checklist marked={marked} at={at} onMark={draft.mark} onAll={draft.markRest} />
			<VerdictFields
				verdict={verdict}
				onVerdict={draft.setVerdict}
				words={draft.words}
				onWords={draft.setWords}
				sendsBack={draft.sendsBack}
				onSendsBack={draft.setSendsBack}
			/>
			{(judge.error ?? giveBack.error) && (
				<p role="alert" className="text-late">
					{errorWords(t, judge.error ?? giveBack.error)}
				</p>
			)}
			<div className="flex flex-wrap items-center gap-2">
				<Button
					kind="primary"
					shortcut="Ctrl Enter"
					disabled={!rubric || !verdict || judge.isPending}
					onClick={draft.submit}
				>
					{t.quality.submit}
				</Button>
				<Button kind="quiet" disabled={giveBack.isPending} onClick={() => giveBack.mutate()}>
					{t.quality.giveBack}
				</Button>
				<p aria-live="polite" className="text-sm text-soft">
					{!rubric ? t.quality.marksLeft(left) : !verdict && t.quality.noVerdict}
				</p>
			</div>
		</section>
	);
}

/** The judgement as it is being made, and its keys. */
function useJudgement(item: ReviewedAnswer) {
	const [marked, setMarked] = useState<Marked>({});
	const [at, setAt] = useState<Point>(points[0]);
	const [verdict, setVerdict] = useState<Verdict | null>(null);
	const [words, setWords] = useState("");
	const [sendsBack, setSendsBack] = useState(false);
	const { judge, giveBack } = useReview(item);
	const rubric = wholeOf(marked);
	const mark = (point: Point, given: Mark) => {
		const next = { ...marked, [point]: given };
		setMarked(next);
		setAt(nextPoint(next, point));
	};
	const markRest = () => setMarked(restMet(marked));
	const submit = () => {
		if (!rubric || !verdict || judge.isPending) return;
		judge.mutate({
			version: item.version,
			rubric,
			verdict,
			words: words.trim(),
			sendsBack: verdict === "weak" && sendsBack,
		});
	};
	const move = (by: number) => setAt((now) => points[points.indexOf(now) + by] ?? now);
	useKeys({
		j: () => move(1),
		k: () => move(-1),
		...Object.fromEntries(marks.map((given, index) => [String(index + 1), () => mark(at, given)])),
		"0": markRest,
		"mod+enter": submit,
	});
	return {
		...{ marked, at, mark, markRest, rubric, verdict, setVerdict, words, setWords, sendsBack, setSendsBack },
		...{ submit, judge, giveBack },
	};
}

/** After a judgement the next answer is taken at once. */
function useReview(item: ReviewedAnswer) {
	const t = useWords();
	const client = useQueryClient();
	const again = () => void client.invalidateQueries({ queryKey: ["day"] });
	const judge = useMutation({
		mutationFn: (body: JudgeAnswer) => dayApi.judge(item.id, body),
		onSuccess: async () => {
			say(t.quality.judged);
			client.setQueryData(["day", "review"], await dayApi.takeReview());
		},
		onError: again,
	});
	const giveBack = useMutation({ mutationFn: () => dayApi.giveBack(item.id), onSuccess: again });
	return { judge, giveBack };
}
