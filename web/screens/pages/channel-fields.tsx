import { useId } from "react";
import type { Page } from "../../api.ts";
import { Field } from "../../components/field.tsx";
import { useWords } from "../../words.ts";
import type { ChannelField, Values } from "./page-fields.ts";

type FieldsProps = {
	channel: string;
	fields: readonly ChannelField[];
	values: Values;
	set: (name: string) => (value: string) => void;
	wrong: Values;
	page: Page | null;
};

/** Keys and settings that only this network has. */
export function ChannelFields({ channel, fields, values, set, wrong, page }: FieldsProps) {
	const t = useWords();
	if (fields.length === 0) return null;
	const row = (field: ChannelField) => {
		const given = { field, value: values[field.name], onChange: set(field.name), error: wrong[field.name] };
		const key = `${channel}-${field.name}`;
		if (field.isSwitch) return <Switch key={key} {...given} />;
		if (field.isLong) return <Long key={key} {...given} />;
		return <Line key={key} {...given} isSet={page?.secretNames.includes(field.name) ?? false} />;
	};
	const rare = fields.filter((field) => field.isRare);
	return (
		<fieldset className="grid gap-4 rounded-lg border border-line p-4">
			<legend className="px-1 text-sm font-medium text-soft">{t.pages.form.keys}</legend>
			{fields.filter((field) => !field.isRare).map(row)}
			{rare.length > 0 && (
				<details>
					<summary className="w-fit cursor-pointer rounded text-sm text-soft hover:text-ink">
						{t.pages.form.rare}
					</summary>
					<div className="grid gap-4 pt-3">{rare.map(row)}</div>
				</details>
			)}
		</fieldset>
	);
}

type FieldProps = {
	field: ChannelField;
	value: string | undefined;
	onChange: (value: string) => void;
	error: string | undefined;
};

function Line({ field, value, onChange, error, isSet }: FieldProps & { isSet: boolean }) {
	const t = useWords();
	const isSecret = field.kind === "secret";
	return (
		<Field
			name={field.name}
			type={isSecret ? "password" : "text"}
			autoComplete={isSecret ? "new-password" : "off"}
			inputMode={field.isNumber ? "numeric" : undefined}
			label={t.pages.fields[field.label]}
			hint={isSet ? t.pages.form.secretSet : t.pages.fields[field.hint]}
			error={error}
			isOptional={field.isOptional ?? false}
			maxLength={2000}
			value={value ?? ""}
			onChange={(event) => onChange(event.target.value)}
		/>
	);
}

function Switch({ field, value, onChange }: FieldProps) {
	const t = useWords();
	const id = useId();
	return (
		<div className="flex gap-2">
			<input
				id={id}
				type="checkbox"
				checked={value === "true"}
				onChange={(event) => onChange(String(event.target.checked))}
				aria-describedby={`${id}-hint`}
				className="mt-1 size-4 shrink-0 accent-accent"
			/>
			<div>
				<label htmlFor={id} className="font-medium">
					{t.pages.fields[field.label]}
				</label>
				<p id={`${id}-hint`} className="text-sm text-soft">
					{t.pages.fields[field.hint]}
				</p>
			</div>
		</div>
	);
}

function Long({ field, value, onChange, error }: FieldProps) {
	const t = useWords();
	const id = useId();
	return (
		<div className="grid gap-1">
			<label htmlFor={id} className="text-sm font-medium">
				{t.pages.fields[field.label]}
				{field.isOptional && <span className="font-normal text-soft"> · {t.optional}</span>}
			</label>
			<textarea
				id={id}
				rows={3}
				maxLength={2000}
				value={value ?? ""}
				onChange={(event) => onChange(event.target.value)}
				aria-describedby={`${id}-hint`}
				className="rounded-lg border border-line-strong bg-panel px-3 py-2"
			/>
			<p id={`${id}-hint`} className={`text-sm ${error ? "text-late" : "text-soft"}`}>
				{error ?? t.pages.fields[field.hint]}
			</p>
		</div>
	);
}
