import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Page, type SavePage, RequestError } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ChannelFields } from "./channel-fields.tsx";
import type { Found } from "./identify-step.tsx";
import { type ChannelField, channelForms, keysOf, toNumber, type Values } from "./page-fields.ts";

const common = ["name", "externalId", "url", "agencyId", "territoryCode"] as const;

/** What is set already, as the fields show it. */
const settingsOf = (page: Page | null): Values =>
	Object.fromEntries(Object.entries(page?.settings ?? {}).map(([name, value]) => [name, String(value)]));

function startingValues(page: Page | null, channel: string, found: Found | null): Values {
	return {
		...settingsOf(page),
		...found?.values,
		channel,
		name: page?.name ?? found?.name ?? "",
		externalId: page?.externalId ?? found?.externalId ?? "",
		url: page?.url ?? found?.url ?? "",
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
		if (value && field.isNumber && !Number.isSafeInteger(toNumber(value))) wrong[field.name] = t.pages.form.badNumber;
	}
	return wrong;
}

function toSave(values: Values, fields: ChannelField[], page: Page | null, found: Found | null): SavePage {
	return {
		channel: values.channel ?? "",
		externalId: values.externalId?.trim().replace("−", "-") ?? "",
		name: values.name?.trim() ?? "",
		url: values.url?.trim() || null,
		agencyId: Number(values.agencyId),
		territoryCode: values.territoryCode || null,
		kind: page?.kind ?? "official",
		identify: found !== null,
		...keysOf(values, fields),
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

type PageFormProps = {
	/** null: a new page of `channel` */
	page: Page | null;
	channel?: string;
	/** what the network said of the keys, if it was asked */
	found: Found | null;
	onSave: (page: SavePage) => Promise<void>;
};

export function PageForm({ page, channel = page?.channel ?? "", found, onSave }: PageFormProps) {
	const t = useWords();
	const [values, setValues] = useState(() => startingValues(page, channel, found));
	const [isTried, setTried] = useState(false);
	const save = useMutation({
		mutationFn: onSave,
		onSuccess: () => {
			// secrets do not stay in the page
			setValues((before) =>
				Object.fromEntries(
					Object.entries(before).filter(([name]) => name === "channel" || common.some((one) => one === name)),
				),
			);
			setTried(false);
		},
	});
	const fields = channelForms[channel]?.fields ?? [];
	const wrong = problemsOf(values, fields, page, t);
	const set = (name: string) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (Object.keys(wrong).length === 0 && !save.isPending) save.mutate(toSave(values, fields, page, found));
	};
	const shown = isTried ? { ...refusedFields(save.error, t), ...wrong } : {};
	const parts = { values, set, wrong: shown, page, isFound: found !== null };
	return (
		<form onSubmit={submit} noValidate autoComplete="off" className="grid max-w-[34rem] gap-5">
			<CommonFields {...parts} />
			{!found && <ChannelFields {...parts} channel={channel} fields={fields} />}
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={save.isPending}>
					{page ? t.save : t.connection.wizard.connect}
				</Button>
			</div>
		</form>
	);
}

type Parts = {
	values: Values;
	set: (name: string) => (value: string) => void;
	wrong: Values;
	page: Page | null;
	/** the network has told name, number and address */
	isFound: boolean;
};

function CommonFields(parts: Parts) {
	const t = useWords();
	const { values, set, wrong, page, isFound } = parts;
	const form = channelForms[values.channel ?? ""];
	const text = (name: string) => ({
		name,
		value: values[name] ?? "",
		error: wrong[name],
		onChange: (event: { target: { value: string } }) => set(name)(event.target.value),
	});
	return (
		<>
			<Field label={t.pages.form.name} hint={t.pages.form.nameHint} maxLength={200} {...text("name")} />
			<Field
				label={form ? t.pages.fields[form.idLabel] : "ID"}
				hint={form ? t.pages.fields[form.idHint] : ""}
				maxLength={100}
				readOnly={page !== null || isFound}
				{...text("externalId")}
			/>
			<Field label={t.pages.form.url} hint={t.pages.form.urlHint} inputMode="url" isOptional {...text("url")} />
			<Whose {...parts} />
		</>
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
