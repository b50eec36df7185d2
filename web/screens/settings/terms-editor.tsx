import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type Profile, settingsApi, type TermsByPriority } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { countsQuery } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { errorWords, useWords } from "../../words.ts";
import { RecountLine } from "./recount-line.tsx";
import { isNameTaken } from "./name-taken.ts";
import { useSettingsWords } from "./settings-words.ts";
import { readTerms, termsInFields, type TermsForm } from "./term-form.ts";
import { TermsExample } from "./terms-example.tsx";
import { TermsFields } from "./terms-fields.tsx";
import { termsStale } from "./terms-queries.ts";
import { ProfileVersions } from "./profile-versions.tsx";
import { useChange } from "./use-change.ts";

type Props = { profile: Profile | null; others: Profile[] };

/** A code that no profile has: people know profiles by their names. */
function freeCode(others: Profile[]): string {
	const taken = new Set(others.map(({ code }) => code));
	let at = others.length + 1;
	while (taken.has(`own-${at}`)) at += 1;
	return `own-${at}`;
}

function useSave({ profile, others }: Props) {
	const { terms: words } = useSettingsWords();
	const navigate = useNavigate();
	return useChange(
		async (order: { titleRu: string; titleEn: string; terms: TermsByPriority }) => {
			if (profile) await settingsApi.saveProfile(profile.id, { ...order, version: profile.version });
			else await settingsApi.createProfile({ ...order, code: freeCode(others) });
		},
		{
			said: profile ? words.saved : words.created,
			stale: termsStale,
			onDone: () => {
				if (!profile) void navigate({ to: "/settings/$section", params: { section: "terms" } });
			},
		},
	);
}

function useTermsForm({ profile, others }: Props) {
	const [titleRu, setTitleRu] = useState(profile?.titleRu ?? "");
	const [titleEn, setTitleEn] = useState(profile?.titleEn ?? "");
	// a new one begins with the terms of the first
	const [form, setForm] = useState<TermsForm | null>(() => {
		const from = profile ?? others[0];
		return from ? termsInFields(from.terms) : null;
	});
	// the example keeps what was last whole while a field is being mended
	const [shown, setShown] = useState<TermsByPriority | null>(() => (profile ?? others[0])?.terms ?? null);
	const change = (to: TermsForm) => {
		setForm(to);
		setShown(readTerms(to) ?? shown);
	};
	const [isTried, setTried] = useState(false);
	const save = useSave({ profile, others });
	const terms = form && readTerms(form);
	const isTaken = isNameTaken(
		titleRu,
		others.filter(({ id }) => id !== profile?.id).map((one) => one.titleRu),
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		const title = titleRu.trim();
		if (title && !isTaken && terms && !save.isPending)
			save.mutate({ titleRu: title, titleEn: titleEn.trim() || title, terms });
	};
	return { titleRu, setTitleRu, titleEn, setTitleEn, form, change, shown, isTried, isTaken, save, terms, submit };
}

/** One profile of terms: its fields, what they mean for a case, what saving does, and what it was before. */
export function TermsEditor({ profile, others }: Props) {
	const t = useWords();
	const { terms: words, nameTaken } = useSettingsWords();
	const all = useTermsForm({ profile, others });
	const { titleRu, setTitleRu, titleEn, setTitleEn, form, change, shown, isTried, isTaken, save, terms, submit } = all;
	if (!form) return null;
	const noTitle = isTaken ? nameTaken : isTried && !titleRu.trim() ? words.noTitle : undefined;
	return (
		<div className="grid gap-8">
			<form onSubmit={submit} noValidate className="grid gap-5">
				<div className="grid items-start gap-3 mid:grid-cols-2">
					<Field
						label={words.titleRu}
						error={noTitle}
						maxLength={200}
						value={titleRu}
						onChange={(event) => setTitleRu(event.target.value)}
					/>
					<Field
						label={words.titleEn}
						isOptional
						maxLength={200}
						value={titleEn}
						onChange={(event) => setTitleEn(event.target.value)}
					/>
				</div>
				<TermsFields form={form} onChange={change} />
				<WhatHappens isNew={!profile} />
				{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
				<div className="flex flex-wrap items-center gap-3">
					<Button type="submit" kind="primary" disabled={save.isPending}>
						{t.save}
					</Button>
					{isTried && !terms && <span className="text-late">{words.fixFirst}</span>}
				</div>
				<RecountLine />
			</form>
			{shown && <TermsExample terms={shown} />}
			{profile && (
				<ProfileVersions profile={profile} onTake={(earlier) => (change(termsInFields(earlier)), say(words.taken))} />
			)}
		</div>
	);
}

function WhatHappens({ isNew }: { isNew: boolean }) {
	const { terms: words } = useSettingsWords();
	const { data } = useQuery({ ...countsQuery, enabled: !isNew });
	if (isNew) return <p className="text-soft">{words.whatHappensNew}</p>;
	const open = data?.views.open ?? 0;
	const count = data && open >= data.cap ? `${numberWords(data.cap)}+` : numberWords(open);
	return <p className="text-soft">{words.whatHappens(count)}</p>;
}
