import { useMutation, useQuery } from "@tanstack/react-query";
import { Building2, KeyRound } from "lucide-react";
import type { Me } from "../../api.ts";
import { signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { enterByPasskey, passkeyError } from "../../passkey.ts";
import { useFirstWords } from "../../words.ts";
import { useWaysWords } from "../../ways-words.ts";

/** What lets in besides the password: organisations, and a passkey where browsers have them for this address. */
export function OtherWays({ next, onEnter }: { next: string | undefined; onEnter: (me: Me) => void }) {
	const t = useFirstWords();
	const words = useWaysWords();
	const { data: ways } = useQuery({ queryKey: ["sign-in-ways"], queryFn: signInApi.ways });
	const begin = useMutation({
		mutationFn: (id: number) => signInApi.beginAtProvider(id, next ?? null),
		onSuccess: ({ url }) => window.location.assign(url),
	});
	const passkey = useMutation({ mutationFn: enterByPasskey, onSuccess: onEnter });
	if (!ways || (!ways.passkeys && ways.providers.length === 0)) return null;
	const error = begin.error ?? passkey.error;
	// the browser is on its way until it has left
	const isBusy = begin.isPending || begin.isSuccess || passkey.isPending;
	return (
		<section aria-label={words.otherWays} className="grid gap-3">
			<p className="flex items-center gap-3 text-sm text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
				{words.or}
			</p>
			{ways.providers.map(({ id, label }) => (
				<Button
					key={id}
					className="h-10 whitespace-normal"
					icon={<Building2 size={16} className="shrink-0" aria-hidden />}
					disabled={isBusy}
					onClick={() => begin.mutate(id)}
				>
					{label}
				</Button>
			))}
			{ways.passkeys && (
				<Button
					className="h-10"
					icon={<KeyRound size={16} aria-hidden />}
					disabled={isBusy}
					onClick={() => passkey.mutate()}
				>
					{passkey.isPending ? words.waiting : words.byPasskey}
				</Button>
			)}
			{error && <Notice tone="late">{passkeyError(t, words, error)}</Notice>}
		</section>
	);
}
