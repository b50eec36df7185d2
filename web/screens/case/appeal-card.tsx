import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { type AppealChange, caseApi, type FormalAppeal } from "../../api-case.ts";
import { appealsQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useLanguage } from "../../preferences.ts";
import { dayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { AppealText } from "./appeal-text.tsx";
import { PartCard, PartRows } from "./part-card.tsx";
import { PartForm, Refused, TextBox } from "./part-form.tsx";

/** The formal appeal a case became: its registration, its thirty days, and how the resident was told. */
export function AppealCard({ detail }: { detail: CaseDetail }) {
	const { caseWork } = useWords();
	const { data } = useQuery(appealsQuery(detail.case.id));
	if (!data || data.items.length === 0) return null;
	return (
		<PartCard title={caseWork.appeal.title}>
			<PartRows>
				{data.items.map((appeal) => (
					<li key={appeal.id}>
						<Appeal appeal={appeal} detail={detail} />
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}

function Appeal({ appeal, detail }: { appeal: FormalAppeal; detail: CaseDetail }) {
	const { caseWork } = useWords();
	const words = caseWork.appeal;
	const language = useLanguage();
	const isLate = appeal.daysLeft !== null && appeal.daysLeft < 0;
	return (
		<div className="grid gap-1.5">
			<p className="font-medium">{words.states[appeal.state]}</p>
			<p className="text-sm text-soft">{appeal.article ?? words.bases[appeal.basis]}</p>
			{appeal.registeredNumber ? (
				<p>
					{words.number} {appeal.registeredNumber}
				</p>
			) : (
				<p className="text-soon">
					{words.registerBy} {dayWords(appeal.registerBy, language)}
				</p>
			)}
			{appeal.dueOn && appeal.state === "registered" && (
				<p className={isLate ? "text-late" : ""}>
					{words.due} {dayWords(appeal.dueOn, language)}
					{appeal.daysLeft !== null && `, ${words.daysLeft(appeal.daysLeft)}`}
				</p>
			)}
			{appeal.result && <p className="border-l-2 border-line pl-3 wrap-words">{appeal.result}</p>}
			<p className={appeal.toldHow ? "text-sm text-soft" : "text-sm text-soon"}>
				{appeal.toldHow ? words.toldHow[appeal.toldHow] : words.notTold}
			</p>
			{!appeal.toldHow && <AppealText />}
			{detail.can.triage && <AppealSteps appeal={appeal} caseId={detail.case.id} />}
		</div>
	);
}

function AppealSteps({ appeal, caseId }: { appeal: FormalAppeal; caseId: number }) {
	const t = useWords();
	const words = t.caseWork.appeal;
	const [asked, setAsked] = useState<"register" | "end" | null>(null);
	const opener = useFocusBack(asked);
	const { version } = appeal;
	const change = usePartChange(
		caseId,
		(what: AppealChange) => caseApi.changeAppeal(appeal.id, { version, change: what }),
		words.saved,
	);
	const send = (what: AppealChange) => change.mutate(what, { onSuccess: () => setAsked(null) });
	const own = { change, onSend: send, onCancel: () => setAsked(null) };
	if (asked === "register") return <RegisterForm {...own} />;
	if (asked === "end") return <EndForm {...own} />;
	return (
		<div className="-ml-2 flex flex-wrap gap-1">
			{appeal.state === "handed" && (
				<Button ref={opener("register")} isSmall kind="quiet" onClick={() => setAsked("register")}>
					{words.register}
				</Button>
			)}
			{(appeal.state === "registered" || appeal.state === "handed") && (
				<Button ref={opener("end")} isSmall kind="quiet" onClick={() => setAsked("end")}>
					{words.end}
				</Button>
			)}
			{!appeal.toldHow &&
				(["phone", "meeting"] as const).map((how) => (
					<Button key={how} isSmall kind="quiet" disabled={change.isPending} onClick={() => send({ as: "told", how })}>
						{words.tell[how]}
					</Button>
				))}
			<Refused change={change} />
		</div>
	);
}

type StepProps = {
	change: { isPending: boolean; error: Error | null };
	onSend: (what: AppealChange) => void;
	onCancel: () => void;
};

const today = () => new Date().toLocaleDateString("sv-SE");

function RegisterForm({ change, onSend, onCancel }: StepProps) {
	const { caseWork } = useWords();
	const words = caseWork.appeal;
	const [number, setNumber] = useState("");
	const [on, setOn] = useState(today);
	return (
		<PartForm
			label={words.register}
			verb={words.save}
			change={change}
			isReady={number.trim() !== "" && on !== ""}
			onSend={() => onSend({ as: "registered", number: number.trim(), on })}
			onCancel={onCancel}
		>
			<Field
				autoFocus
				label={words.number}
				value={number}
				maxLength={100}
				onChange={(e) => setNumber(e.target.value)}
			/>
			<Field label={words.day} type="date" value={on} onChange={(e) => setOn(e.target.value)} />
		</PartForm>
	);
}

function EndForm({ change, onSend, onCancel }: StepProps) {
	const { caseWork } = useWords();
	const words = caseWork.appeal;
	const [as, setAs] = useState<"answered" | "withdrawn">("answered");
	const [on, setOn] = useState(today);
	const [result, setResult] = useState("");
	const { answered, withdrawn } = words.states;
	return (
		<PartForm
			label={words.end}
			verb={words.save}
			change={change}
			isReady={on !== ""}
			onSend={() => onSend({ as, on, result: result.trim() })}
			onCancel={onCancel}
		>
			<Choice
				label={words.endHow}
				value={as}
				options={Object.entries({ answered, withdrawn }).map(([value, label]) => ({ value, label }))}
				onChange={(value) => setAs(value === "withdrawn" ? "withdrawn" : "answered")}
			/>
			<Field label={words.day} type="date" value={on} onChange={(e) => setOn(e.target.value)} />
			<TextBox label={words.result} value={result} onChange={setResult} />
		</PartForm>
	);
}
