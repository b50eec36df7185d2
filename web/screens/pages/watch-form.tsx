import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { networkName } from "../../components/network.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { pagesQuery, referenceQuery, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** Somebody else's community that is only read: what asks the authorities something there becomes a case. */
export function WatchForm({ channels }: { channels: string[] }) {
	const t = useWords();
	const words = t.connection.watch;
	const client = useQueryClient();
	const navigate = useNavigate();
	const [channel, setChannel] = useState(channels[0] ?? "");
	const [address, setAddress] = useState("");
	const [agencyId, setAgencyId] = useState("");
	const watch = useMutation({
		mutationFn: () => api.watch(channel, address.trim(), agencyId ? Number(agencyId) : undefined),
		onSuccess: async ({ pageId }) => {
			void client.invalidateQueries({ queryKey: pagesQuery.queryKey });
			void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
			say(words.added);
			await navigate({ to: "/pages/$pageId", params: { pageId }, replace: true });
		},
	});
	const agencies = useReference().all.agencies.map(({ id, name }) => ({ value: String(id), label: name }));
	const networks = channels.map((value) => ({ value, label: networkName(t, value) }));
	const isReady = address.trim() !== "" && !watch.isPending;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (isReady) watch.mutate();
	};
	return (
		<form onSubmit={submit} noValidate className="grid max-w-[34rem] gap-5">
			<p className="text-soft">{words.hint}</p>
			{channels.length > 1 && (
				<Choice label={t.pages.form.channel} value={channel} options={networks} onChange={setChannel} />
			)}
			<Field
				label={words.address}
				hint={words.addressHint}
				maxLength={2000}
				value={address}
				onChange={(event) => setAddress(event.target.value)}
			/>
			<Choice
				label={t.pages.form.agency}
				value={agencyId}
				options={[{ value: "", label: words.anyAgency }, ...agencies]}
				onChange={setAgencyId}
			/>
			{watch.error && <Notice tone="late">{errorWords(t, watch.error)}</Notice>}
			<Button type="submit" kind="primary" className="justify-self-start" disabled={!isReady}>
				{watch.isPending ? t.connection.wizard.identifying : words.watch}
			</Button>
		</form>
	);
}
