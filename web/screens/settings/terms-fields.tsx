import { Tabs } from "radix-ui";
import { useId } from "react";
import { Select } from "../../components/select.tsx";
import { useSettingsWords } from "./settings-words.ts";
import {
	type ClockKind,
	clockKinds,
	most,
	mostWaitDays,
	type Priority,
	priorities,
	readTerm,
	readWaitDays,
	type TermForm,
	type TermsForm,
	type Unit,
	units,
} from "./term-form.ts";

type Props = { form: TermsForm; onChange: (form: TermsForm) => void };

const isWrong = (form: TermsForm, priority: Priority) =>
	readWaitDays(form[priority].waitDays) === null ||
	clockKinds.some((kind) => readTerm(form[priority].clocks[kind]) === null);

/** Every term of a profile, one urgency at a time. */
export function TermsFields({ form, onChange }: Props) {
	const { terms: words } = useSettingsWords();
	return (
		<Tabs.Root defaultValue="normal" className="rounded-lg border border-line">
			<Tabs.List aria-label={words.priority} className="flex gap-1 border-b border-line px-2">
				{priorities.map((priority) => (
					<Tabs.Trigger
						key={priority}
						value={priority}
						className="-mb-px border-b-2 border-transparent px-3 py-2 text-soft data-[state=active]:border-accent data-[state=active]:text-ink"
					>
						{words.priorities[priority]}
						{isWrong(form, priority) && (
							<span className="text-late" title={words.fixFirst}>
								{" "}
								•<span className="sr-only">{words.fixFirst}</span>
							</span>
						)}
					</Tabs.Trigger>
				))}
			</Tabs.List>
			{priorities.map((priority) => (
				<Tabs.Content key={priority} value={priority} className="divide-y divide-line px-4">
					<OfPriority terms={form[priority]} onChange={(changed) => onChange({ ...form, [priority]: changed })} />
				</Tabs.Content>
			))}
		</Tabs.Root>
	);
}

function OfPriority({
	terms,
	onChange,
}: {
	terms: TermsForm[Priority];
	onChange: (terms: TermsForm[Priority]) => void;
}) {
	const { terms: words } = useSettingsWords();
	return (
		<>
			{clockKinds.map((kind) => (
				<TermLine
					key={kind}
					kind={kind}
					term={terms.clocks[kind]}
					onChange={(term) => onChange({ ...terms, clocks: { ...terms.clocks, [kind]: term } })}
				/>
			))}
			<Line label={words.wait} error={readWaitDays(terms.waitDays) === null ? words.badWait(mostWaitDays) : null}>
				{(describedBy) => (
					<Amount
						label={words.wait}
						value={terms.waitDays}
						isWrong={readWaitDays(terms.waitDays) === null}
						describedBy={describedBy}
						onChange={(waitDays) => onChange({ ...terms, waitDays })}
					/>
				)}
			</Line>
		</>
	);
}

function TermLine({ kind, term, onChange }: { kind: ClockKind; term: TermForm; onChange: (term: TermForm) => void }) {
	const { terms: words } = useSettingsWords();
	const label = words.clocks[kind];
	const isBad = readTerm(term) === null;
	return (
		<Line label={label} error={isBad ? words.badTerm(most[term.unit]) : null}>
			{(describedBy) => (
				<>
					<Amount
						label={label}
						value={term.amount}
						isWrong={isBad}
						describedBy={describedBy}
						onChange={(amount) => onChange({ ...term, amount })}
					/>
					<Select
						className="w-36"
						aria-label={`${label}: ${words.unit}`}
						value={term.unit}
						onChange={(event) => onChange({ ...term, unit: event.target.value as Unit })}
					>
						{units.map((unit) => (
							<option key={unit} value={unit}>
								{words.units[unit]}
							</option>
						))}
					</Select>
					<label className="flex items-center gap-1.5 text-sm">
						<input
							type="checkbox"
							checked={term.isRoundTheClock}
							aria-label={`${label}: ${words.roundTheClock}`}
							onChange={(event) => onChange({ ...term, isRoundTheClock: event.target.checked })}
							className="size-4 accent-accent"
						/>
						{words.roundTheClock}
					</label>
				</>
			)}
		</Line>
	);
}

function Line({
	label,
	error,
	children,
}: {
	label: string;
	error: string | null;
	children: (describedBy: string | undefined) => React.ReactNode;
}) {
	const id = useId();
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
			<span className="min-w-60 flex-1">{label}</span>
			<span className="flex flex-wrap items-center gap-2 mid:w-[24rem]">{children(error ? id : undefined)}</span>
			{error && (
				<p id={id} className="w-full text-sm text-late mid:text-right">
					{error}
				</p>
			)}
		</div>
	);
}

function Amount(props: {
	label: string;
	value: string;
	isWrong: boolean;
	describedBy: string | undefined;
	onChange: (value: string) => void;
}) {
	return (
		<input
			aria-label={props.label}
			aria-invalid={props.isWrong || undefined}
			aria-describedby={props.describedBy}
			inputMode="numeric"
			maxLength={6}
			value={props.value}
			onChange={(event) => props.onChange(event.target.value)}
			className="h-10 w-20 rounded-lg border border-line-strong bg-panel px-3 text-right tabular aria-invalid:border-late-bar mid:h-8"
		/>
	);
}
