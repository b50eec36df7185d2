import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, type NoticeSettings as Settings } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { networkName } from "../../components/network.tsx";
import { say } from "../../components/toaster.tsx";
import { noticeSettingsQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { QuietFields } from "./quiet-fields.tsx";

/** Where one's own notices go besides the screen. */
export function NoticeSettings() {
	const { data } = useQuery(noticeSettingsQuery);
	return data ? <Form settings={data} /> : null;
}

function Form({ settings }: { settings: Settings }) {
	const t = useWords();
	const words = t.connection.notices;
	const client = useQueryClient();
	const [wanted, setWanted] = useState(settings);
	const channel = wanted.channel ?? "";
	const address = wanted.address?.trim() ?? "";
	const save = useMutation({
		mutationFn: () =>
			api.saveNoticeSettings({
				channel: channel || null,
				address: channel ? address : null,
				language: wanted.language,
				quiet: wanted.quiet,
			}),
		onSuccess: (saved) => {
			client.setQueryData(noticeSettingsQuery.queryKey, saved);
			say(words.saved);
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate();
	};
	const options = settings.channels.map((value) => ({ value, label: networkName(t, value) }));
	return (
		<form onSubmit={submit} className="grid gap-5">
			<QuietFields quiet={wanted.quiet} onChange={(quiet) => setWanted({ ...wanted, quiet })} />
			{options.length === 0 && <p className="text-sm text-soft">{words.noChannels}</p>}
			<Choice
				label={words.settings}
				value={channel}
				options={[{ value: "", label: words.onlyHere }, ...options]}
				onChange={(value) => setWanted({ ...wanted, channel: value || null })}
			/>
			{channel !== "" && <Recipient wanted={wanted} onChange={setWanted} />}
			{save.error && <p className="text-late">{errorWords(t, save.error)}</p>}
			<div className="flex flex-wrap gap-2">
				<Button type="submit" disabled={save.isPending || (channel !== "" && address === "")}>
					{t.save}
				</Button>
				{settings.channel !== null && <Attempt />}
			</div>
		</form>
	);
}

function Recipient({ wanted, onChange }: { wanted: Settings; onChange: (wanted: Settings) => void }) {
	const words = useWords().connection.notices;
	const languages = (["ru", "en"] as const).map((value) => ({ value, label: words.languages[value] }));
	return (
		<>
			<Field
				label={words.address}
				hint={words.addressHint}
				value={wanted.address ?? ""}
				maxLength={200}
				onChange={(event) => onChange({ ...wanted, address: event.target.value })}
			/>
			<Choice
				label={words.language}
				value={wanted.language}
				options={languages}
				onChange={(value) => onChange({ ...wanted, language: value === "en" ? "en" : "ru" })}
			/>
		</>
	);
}

/** Sends oneself a notice, to see whether it arrives. */
function Attempt() {
	const t = useWords();
	const words = t.connection.notices;
	const attempt = useMutation({ mutationFn: api.tryNotice });
	return (
		<>
			<Button kind="quiet" disabled={attempt.isPending} onClick={() => attempt.mutate()}>
				{words.try}
			</Button>
			{attempt.error && <p className="w-full text-late">{errorWords(t, attempt.error)}</p>}
			{attempt.data && (
				<p className={`w-full ${attempt.data.state === "sent" ? "text-done" : "text-soon"}`}>
					{words.tried[attempt.data.state]}
					{attempt.data.text && `: ${attempt.data.text}`}
				</p>
			)}
		</>
	);
}
