import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleDashed } from "lucide-react";
import { type CheckedProvider, type Provider, signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Section } from "../../components/section.tsx";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { changeTo, ProviderForm } from "./provider-form.tsx";
import { ProviderPeople } from "./provider-people.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

/** One provider: whether it works, how it is set, and who is linked with it. */
export function ProviderCard({ provider }: { provider: Provider }) {
	const { signIn: words } = useSettingsWords();
	return (
		<div className="grid gap-8">
			<State provider={provider} />
			<Section title={words.rules}>
				<ProviderForm provider={provider} />
			</Section>
			<ProviderPeople providerId={provider.id} />
			<Removal provider={provider} />
		</div>
	);
}

function State({ provider }: { provider: Provider }) {
	const t = useWords();
	const { signIn: words } = useSettingsWords();
	const { isOn, returnUrl } = provider;
	const check = useMutation({ mutationFn: () => signInApi.checkProvider(provider.id) });
	const turn = useChange(() => signInApi.saveProvider(provider.id, changeTo(provider, !isOn)), {
		said: isOn ? words.turnedOff : words.turnedOn,
		stale: [["sign-in-providers"]],
	});
	const error = check.error ?? turn.error;
	const Icon = isOn ? CircleCheck : CircleDashed;
	return (
		<Section title={words.state}>
			<p className="flex items-center gap-2">
				<Icon size={16} className={isOn ? "text-done" : "text-soft"} aria-hidden />
				<span className="font-medium first-letter:uppercase">{isOn ? words.on : words.off}</span>
			</p>
			<div className="grid justify-items-start gap-1">
				<p className="text-sm font-medium">{words.returnUrl}</p>
				<div className="flex max-w-full flex-wrap items-center gap-2">
					<p className="rounded-md border border-line px-2 py-1 font-mono text-sm wrap-anywhere select-all">
						{returnUrl}
					</p>
					<CopyButton text={returnUrl} />
				</div>
				<p className="text-sm text-soft">{words.returnHint}</p>
			</div>
			<div className="flex flex-wrap gap-2">
				<Button disabled={check.isPending} onClick={() => check.mutate()}>
					{check.isPending ? words.checking : words.check}
				</Button>
				<Button kind={isOn ? "plain" : "primary"} disabled={turn.isPending} onClick={() => turn.mutate()}>
					{isOn ? words.turnOff : words.turnOn}
				</Button>
			</div>
			{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
			{check.data && !check.isPending && <Found checked={check.data} />}
		</Section>
	);
}

/** What the check has found, in words. */
function Found({ checked: { faults } }: { checked: CheckedProvider }) {
	const { signIn: words } = useSettingsWords();
	if (faults.length === 0) return <Notice>{words.fine}</Notice>;
	return (
		<Notice tone="late">
			{faults.map(({ fault, told }) => (
				<div key={`${fault} ${told}`}>
					<p>{words.faults[fault]}</p>
					{told !== null && <p className="text-sm text-soft wrap-anywhere">{words.told(told)}</p>}
				</div>
			))}
		</Notice>
	);
}

function Removal({ provider }: { provider: Provider }) {
	const t = useWords();
	const { signIn: words } = useSettingsWords();
	const navigate = useNavigate();
	const remove = useChange(() => signInApi.removeProvider(provider.id), {
		said: words.removed,
		stale: [["sign-in-providers"]],
		onDone: () => void navigate({ to: "/settings/$section", params: { section: "providers" } }),
	});
	return (
		<div className="grid gap-3 border-t border-line pt-5">
			{remove.error && <Notice tone="late">{errorWords(t, remove.error)}</Notice>}
			<div>
				<SureButton kind="danger" question={words.removeAsk} disabled={remove.isPending} onSure={() => remove.mutate()}>
					{words.remove}
				</SureButton>
			</div>
		</div>
	);
}
