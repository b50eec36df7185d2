import { type FormEvent, useState } from "react";
import { type Page, type SavePage, RequestError } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { networkName } from "../../components/network.tsx";
import { Notice } from "../../components/notice.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { type ChannelField, channelForms } from "./page-fields.ts";

type Values = Record<string, string>;

const common = ["name", "externalId", "url", "agencyId", "territoryCode"] as const;

function startingValues(page: Page | null, channel: string): Values {
	return {
		channel,
		name: page?.name ?? "",
		externalId: page?.externalId ?? "",
		url: page?.url ?? "",
		agencyId: page ? String(page.agencyId) : "",
		territoryCode: page?.territoryCode ?? "",
	};
}

/** What is missing or wrong, by field; nothing when it may be sent. */
function problemsOf(values: Values, fields: ChannelField[], page: Page | null, t: Dictionary): Values {
	const wrong: Values = {};
	if (!values.name?.trim()) wrong.name = t.pages.form.required;
	if (!values.externalId?.trim()) wrong.externalId = t.pages.form.required;
	if (!values.agencyId) wrong.agencyId = t.pages.form.chooseAgency;
	if (values.url?.trim() && !/^https?:\/\/\S+\.\S+/i.test(values.url.trim())) wrong.url = t.pages.form.badUrl;
	for (const field of fields) {
		const value = values[field.name]?.trim() ?? "";
		const isSet = page?.secretNames.includes(field.name) || (page && field.kind === "setting");
		if (!value && !field.isOptional && !isSet) wrong[field.name] = t.pages.form.required;
		if (value && field.isNumber && !Number.isSafeInteger(Number(value.replace("−", "-"))))
			wrong[field.name] = t.pages.form.badNumber;
	}
	return wrong;
}

function toSave(values: Values, fields: ChannelField[]): SavePage {
	const filled = fields.filter((field) => values[field.name]?.trim());
	const valueOf = (field: ChannelField) => {
		const value = values[field.name]?.trim() ?? "";
		return field.isNumber ? Number(value.replace("−", "-")) : value;
	};
	return {
		channel: values.channel ?? "",
		externalId: values.externalId?.trim().replace("−", "-") ?? "",
		name: values.name?.trim() ?? "",
		url: values.url?.trim() || null,
		agencyId: Number(values.agencyId),
		territoryCode: values.territoryCode || null,
		settings: Object.fromEntries(
			filled.filter((field) => field.kind === "setting").map((field) => [field.name, valueOf(field)]),
		),
		secrets: Object.fromEntries(
			filled.filter((field) => field.kind === "secret").map((field) => [field.name, String(valueOf(field))]),
		),
	};
}

/** What the server said of single fields. */
function refusedFields(error: unknown, t: Dictionary): Values {
	const fields = error instanceof RequestError ? error.details.fields : null;
	if (!Array.isArray(fields)) return {};
	const words = t.pages.form.refused as Record<string, string>;
	return Object.fromEntries(
		fields.map((field) => [String(field.path), words[String(field.message)] ?? t.errors["invalid-request"]]),
	);
}

export function PageForm({ page, onSave }: { page: Page | null; onSave: (page: SavePage) => Promise<void> }) {
	const t = useWords();
	const { all } = useReference();
	const [values, setValues] = useState(() => startingValues(page, page?.channel ?? all.channels[0] ?? ""));
	const [isTried, setTried] = useState(false);
	const [isBusy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const fields = channelForms[values.channel ?? ""]?.fields ?? [];
	const wrong = problemsOf(values, fields, page, t);
	const set = (name: string) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (Object.keys(wrong).length > 0 || isBusy) return;
		setBusy(true);
		setError(null);
		try {
			await onSave(toSave(values, fields));
			// secrets do not stay in the page
			setValues((before) =>
				Object.fromEntries(
					Object.entries(before).filter(([name]) => name === "channel" || common.some((one) => one === name)),
				),
			);
			setTried(false);
		} catch (refused) {
			setError(refused);
		}
		setBusy(false);
	};
	const parts = { values, set, wrong: isTried ? { ...refusedFields(error, t), ...wrong } : {}, page };
	return (
		<form onSubmit={(event) => void submit(event)} noValidate autoComplete="off" className="grid max-w-[34rem] gap-5">
			<CommonFields {...parts} />
			<ChannelFields {...parts} fields={fields} />
			{error !== null && <Notice tone="late">{errorWords(t, error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={isBusy}>
					{page ? t.save : t.pages.add}
				</Button>
			</div>
		</form>
	);
}

type Parts = { values: Values; set: (name: string) => (value: string) => void; wrong: Values; page: Page | null };

function CommonFields(parts: Parts) {
	const t = useWords();
	const { values, set, wrong, page } = parts;
	const form = channelForms[values.channel ?? ""];
	const text = (name: string) => ({
		name,
		value: values[name] ?? "",
		error: wrong[name],
		onChange: (event: { target: { value: string } }) => set(name)(event.target.value),
	});
	return (
		<>
			<NetworkChoice {...parts} />
			<Field label={t.pages.form.name} hint={t.pages.form.nameHint} maxLength={200} {...text("name")} />
			<Field
				label={form ? t.pages.fields[form.idLabel] : "ID"}
				hint={form ? t.pages.fields[form.idHint] : ""}
				maxLength={100}
				readOnly={page !== null}
				{...text("externalId")}
			/>
			<Field label={t.pages.form.url} hint={t.pages.form.urlHint} inputMode="url" isOptional {...text("url")} />
			<Whose {...parts} />
		</>
	);
}

function NetworkChoice({ values, set, page }: Parts) {
	const t = useWords();
	const options = useReference().all.channels.map((channel) => ({ value: channel, label: networkName(channel) }));
	return (
		<Choice
			label={t.pages.form.channel}
			value={values.channel ?? ""}
			options={options}
			onChange={set("channel")}
			disabled={page !== null}
		/>
	);
}

/** The agency and the ground a page belongs to. */
function Whose({ values, set, wrong }: Parts) {
	const t = useWords();
	const { all } = useReference();
	const agencies = all.agencies.map((agency) => ({ value: String(agency.id), label: agency.name }));
	const territories = all.territories.map((territory) => ({ value: territory.code, label: territory.name }));
	return (
		<>
			<Choice
				label={t.pages.form.agency}
				hint={t.pages.form.agencyHint}
				error={wrong.agencyId}
				value={values.agencyId ?? ""}
				options={[{ value: "", label: t.pages.form.chooseAgency }, ...agencies]}
				onChange={set("agencyId")}
			/>
			<Choice
				label={t.pages.form.territory}
				value={values.territoryCode ?? ""}
				options={[{ value: "", label: t.pages.form.noTerritory }, ...territories]}
				onChange={set("territoryCode")}
			/>
		</>
	);
}

function ChannelFields({ values, set, wrong, page, fields }: Parts & { fields: ChannelField[] }) {
	const t = useWords();
	return (
		<fieldset className="grid gap-4 rounded-lg border border-line p-4">
			<legend className="px-1 text-sm font-medium text-soft">{t.pages.form.keys}</legend>
			{fields.map((field) => (
				<Field
					key={`${values.channel}-${field.name}`}
					name={field.name}
					type={field.kind === "secret" ? "password" : "text"}
					autoComplete={field.kind === "secret" ? "new-password" : "off"}
					label={t.pages.fields[field.label]}
					hint={page?.secretNames.includes(field.name) ? t.pages.form.secretSet : t.pages.fields[field.hint]}
					error={wrong[field.name]}
					isOptional={field.isOptional ?? false}
					maxLength={2000}
					value={values[field.name] ?? ""}
					onChange={(event) => set(field.name)(event.target.value)}
				/>
			))}
		</fieldset>
	);
}
