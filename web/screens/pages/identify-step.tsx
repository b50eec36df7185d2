import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, type IdentifiedPage } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { type ChannelField, type ChannelForm, channelForms, keysOf, type Values } from "./page-fields.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { FindingLine } from "./page-health.tsx";

type Known = Extract<IdentifiedPage, { kind: "found" }>;
/** What the network said of the keys, with the keys as they were entered. */
export type Found = Known & { values: Values };

/** Keys in, name out: the network tells whose they are, and whether they have the rights. */
export function IdentifyStep({
	channel,
	onFound,
	onByHand,
}: {
	channel: string;
	onFound: (found: Found) => void;
	onByHand: () => void;
}) {
	const t = useWords();
	const form = channelForms[channel];
	const fields = (form?.fields ?? []).filter((field) => !field.isMade);
	const [values, setValues] = useState<Values>({});
	const [isTried, setTried] = useState(false);
	const wrong = missing(form, fields, values, t.pages.form.required);
	const shown = isTried ? wrong : {};
	const ask = useMutation({
		mutationFn: () => {
			const externalId = values.externalId?.trim().replace("−", "-") ?? "";
			return api.identifyPage({ channel, externalId, ...keysOf(values, fields) });
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (Object.keys(wrong).length === 0 && !ask.isPending) ask.mutate();
	};
	const set = (name: string) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
	return (
		<form onSubmit={submit} noValidate autoComplete="off" className="grid max-w-[34rem] gap-5">
			{form?.asksId && (
				<OwnId form={form} value={values.externalId ?? ""} onChange={set("externalId")} error={shown.externalId} />
			)}
			<ChannelFields channel={channel} fields={fields} values={values} set={set} wrong={shown} page={null} />
			{ask.error && <Notice tone="late">{errorWords(t, ask.error)}</Notice>}
			{ask.data && <Said said={ask.data} onGo={(said) => onFound({ ...said, values })} />}
			<div className="flex flex-wrap gap-2">
				<Button type="submit" kind={ask.data?.kind === "found" ? "plain" : "primary"} disabled={ask.isPending}>
					{ask.isPending ? t.connection.wizard.identifying : t.connection.wizard.identify}
				</Button>
				<Button kind="quiet" onClick={onByHand}>
					{t.connection.wizard.byHand}
				</Button>
			</div>
		</form>
	);
}

/** What must be entered and is not. */
function missing(
	form: ChannelForm | undefined,
	fields: readonly ChannelField[],
	values: Values,
	words: string,
): Record<string, string> {
	const names = fields.filter((field) => !field.isOptional).map((field) => field.name);
	if (form?.asksId) names.push("externalId");
	return Object.fromEntries(names.filter((name) => !values[name]?.trim()).map((name) => [name, words]));
}

type OwnIdProps = { form: ChannelForm; value: string; onChange: (value: string) => void; error: string | undefined };

function OwnId({ form, value, onChange, error }: OwnIdProps) {
	const words = useWords().pages.fields;
	return (
		<Field
			name="externalId"
			label={words[form.idLabel]}
			hint={words[form.idHint]}
			error={error}
			maxLength={100}
			value={value}
			onChange={(event) => onChange(event.target.value)}
		/>
	);
}

function Said({ said, onGo }: { said: IdentifiedPage; onGo: (said: Known) => void }) {
	const t = useWords();
	const { wizard } = t.connection;
	if (said.kind === "not-possible") return <Notice>{wizard.notFound}</Notice>;
	if (said.kind === "failed")
		return (
			<Notice tone="late" title={wizard.notFound}>
				<p className="wrap-anywhere">{t.publication.networkSaid(said.failure.text)}</p>
				{said.failure.advice && <p>{t.connection.advice[said.failure.advice]}</p>}
				<p>{wizard.keep}</p>
			</Notice>
		);
	const bad = said.findings.filter((finding) => finding.state !== "ok");
	return (
		<div className="grid gap-3 rounded-lg border border-line p-4">
			<p className="text-lg">{wizard.found(said.name)}</p>
			{bad.length === 0 && <p className="text-done">{wizard.rightsOk}</p>}
			{bad.map((finding, index) => (
				<FindingLine key={index} finding={finding} />
			))}
			{said.pageId === null ? (
				<div>
					<Button kind="primary" onClick={() => onGo(said)}>
						{wizard.next}
					</Button>
				</div>
			) : (
				<p>
					{wizard.connectedAlready}{" "}
					<Link to="/pages/$pageId" params={{ pageId: said.pageId }} className="text-accent underline">
						{wizard.openIt}
					</Link>
				</p>
			)}
		</div>
	);
}
