import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, Clock, MoveRight, X } from "lucide-react";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type Promised, type ShownPhoto } from "../../api-case.ts";
import { evidenceQuery, promisesQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { dayWords, useNow } from "../../time.ts";
import { useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { PartForm, TextBox } from "./part-form.tsx";
import { useMay } from "./use-may.ts";

const looks = {
	open: { icon: Clock, tone: "text-ink" },
	moved: { icon: MoveRight, tone: "text-soon" },
	kept: { icon: Check, tone: "text-done" },
	broken: { icon: CircleAlert, tone: "text-late" },
	cancelled: { icon: X, tone: "text-soft" },
} as const;

/** Days named to the resident, and what became of them; the latest first. */
export function PromisesCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { data } = useQuery(promisesQuery(detail.case.id));
	const items = (data?.items ?? []).toSorted((a, b) => b.id - a.id);
	if (items.length === 0) return null;
	return (
		<PartCard title={t.caseWork.promises.title}>
			<PartRows>
				{items.map((item) => (
					<li key={item.id}>
						<PromiseRow item={item} detail={detail} />
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}

function PromiseRow({ item, detail }: { item: Promised; detail: CaseDetail }) {
	const t = useWords();
	const language = useLanguage();
	const words = t.caseWork.promises;
	const now = useNow(60);
	const isAsked = item.state === "open" && item.controlAt !== null && Date.parse(item.controlAt) <= now;
	const { icon: Icon, tone } = looks[item.state];
	const mayShow = item.result === null && (item.state === "open" || item.state === "broken") && detail.can.write;
	return (
		<div className="grid gap-1">
			<p className="flex flex-wrap items-start justify-between gap-x-2">
				<span className="font-medium tabular">
					{words.by} {dayWords(item.dueOn, language)}
				</span>
				<span className={`flex items-center gap-1 text-sm ${isAsked ? "text-soon" : tone}`}>
					<Icon size={13} className="shrink-0" aria-hidden />
					{isAsked ? words.controlled : words.states[item.state]}
				</span>
			</p>
			<p className="wrap-words">{item.what}</p>
			<p className="text-sm wrap-words text-soft">{item.who}</p>
			{item.systemic && (
				<p className="flex items-center gap-1 text-sm text-soon">
					<CircleAlert size={13} className="shrink-0" aria-hidden />
					{item.systemic === "on-case" ? words.systemicCase : words.systemicPlace}
				</p>
			)}
			{item.result && <p className="border-l-2 border-line pl-3 wrap-words">{item.result}</p>}
			{mayShow && <ShowResult item={item} detail={detail} />}
		</div>
	);
}

function ShowResult({ item, detail }: { item: Promised; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.promises;
	const [isAsking, setAsking] = useState(false);
	const opener = useFocusBack(isAsking);
	const mayWork = useMay("case.work");
	if (!mayWork) return null;
	if (isAsking) return <ResultForm item={item} detail={detail} onDone={() => setAsking(false)} />;
	return (
		<div className="mt-1 grid gap-1.5">
			<Button ref={opener()} isSmall className="justify-self-start" onClick={() => setAsking(true)}>
				{words.show}
			</Button>
			{item.state === "open" && <p className="text-sm text-soft">{words.move}</p>}
		</div>
	);
}

function ResultForm({ item, detail, onDone }: { item: Promised; detail: CaseDetail; onDone: () => void }) {
	const t = useWords();
	const words = t.caseWork.promises;
	const { id, topicCode } = detail.case;
	const isPhysical = useReference().topic(topicCode)?.isPhysical ?? false;
	const [text, setText] = useState("");
	const [photos, setPhotos] = useState<string[]>([]);
	const change = usePartChange(
		id,
		() =>
			caseApi.showPromise(
				item.id,
				text.trim(),
				photos.map((photo): ShownPhoto => ({ id: photo, moment: "after" })),
			),
		words.shown,
	);
	const isReady = text.trim().length >= 3 && (!isPhysical || photos.length > 0);
	return (
		<PartForm
			label={words.show}
			verb={words.show}
			change={change}
			isReady={isReady}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<TextBox
				isFirst
				rows={3}
				max={4000}
				label={words.result}
				hint={words.resultHint}
				value={text}
				onChange={setText}
			/>
			<PickPhotos detail={detail} picked={photos} onPick={setPhotos} />
		</PartForm>
	);
}

/** Photos of answers and of the evidence that show the work done. */
function PickPhotos(props: { detail: CaseDetail; picked: string[]; onPick: (ids: string[]) => void }) {
	const t = useWords();
	const words = t.caseWork.promises;
	const { case: row, reply, earlierReplies } = props.detail;
	const { data } = useQuery(evidenceQuery(row.id));
	const ofReplies = [...earlierReplies, ...(reply ? [reply] : [])].flatMap(({ photos }) =>
		photos.map(({ id }) => ({ id, url: `/api/cases/${row.id}/photos/${id}?size=thumb` })),
	);
	const ofWork = (data?.items ?? [])
		.filter(({ moment }) => moment !== "before")
		.map(({ id }) => ({ id, url: `/api/cases/${row.id}/evidence/${id}?size=thumb` }));
	const all = [...new Map([...ofReplies, ...ofWork].map((one) => [one.id, one])).values()];
	const toggle = (id: string) =>
		props.onPick(props.picked.includes(id) ? props.picked.filter((one) => one !== id) : [...props.picked, id]);
	if (all.length === 0) return <p className="text-sm text-soft">{words.noPhotos}</p>;
	return (
		<fieldset>
			<legend className="mb-1 text-sm font-medium">{words.photos}</legend>
			<div className="flex flex-wrap gap-2">
				{all.map(({ id, url }, index) => (
					<label key={id} className="relative cursor-pointer">
						<input
							type="checkbox"
							checked={props.picked.includes(id)}
							onChange={() => toggle(id)}
							className="absolute top-1 left-1 size-4 accent-accent"
						/>
						<img
							src={url}
							alt={words.photo(index + 1)}
							className={`size-16 rounded-md border object-cover ${props.picked.includes(id) ? "border-accent" : "border-line"}`}
						/>
					</label>
				))}
			</div>
		</fieldset>
	);
}
