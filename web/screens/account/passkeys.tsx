import { useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { type OwnWays, signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { makePasskey, passkeyError } from "../../passkey.ts";
import { sessionQuery, useMe } from "../../queries.ts";
import { useWaysWords } from "../../ways-words.ts";
import { ByPassword } from "./by-password.tsx";
import { PasskeyName } from "./passkey-name.tsx";

type Passkey = OwnWays["passkeys"][number];

/** One's passkeys: a list with names, and a way to make one. */
export function Passkeys({ ways: { passkeys, passkeysPossible } }: { ways: OwnWays }) {
	const words = useWaysWords().passkeys;
	return (
		<div className="grid gap-3">
			<p className="max-w-[40rem] text-soft">{words.why}</p>
			{passkeys.length === 0 ? (
				passkeysPossible && <p>{words.none}</p>
			) : (
				<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
					{passkeys.map((one) => (
						<Row key={one.id} passkey={one} />
					))}
				</ul>
			)}
			{passkeysPossible ? <Add /> : <p className="text-soft">{words.impossible}</p>}
		</div>
	);
}

function useRenewed() {
	const client = useQueryClient();
	return async () => {
		await client.invalidateQueries({ queryKey: ["account"] });
		// the first one may be what was owed
		await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
	};
}

function Add() {
	const all = useWaysWords();
	const words = all.passkeys;
	const renewed = useRenewed();
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	const [name, setName] = useState(words.firstName);
	if (!isAsked)
		return (
			<Button ref={opener()} className="w-fit" onClick={() => setAsked(true)}>
				{words.add}
			</Button>
		);
	return (
		<ByPassword
			verb={words.make}
			busyVerb={words.making}
			tell={(t, error) => passkeyError(t, all, error)}
			onCancel={() => setAsked(false)}
			onSubmit={async (password) => {
				await makePasskey(password, name.trim());
				setAsked(false);
				say(words.added);
				await renewed();
			}}
		>
			<Field
				label={words.name}
				hint={words.nameHint}
				required
				autoFocus
				pattern=".*\S.*"
				maxLength={100}
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
		</ByPassword>
	);
}

function Row({ passkey }: { passkey: Passkey }) {
	const words = useWaysWords().passkeys;
	const renewed = useRenewed();
	const [asked, setAsked] = useState<"name" | "remove" | null>(null);
	const opener = useFocusBack(asked);
	const remove = async (password: string) => {
		await signInApi.removePasskey(passkey.id, password);
		say(words.removed);
		await renewed();
	};
	return (
		<li className="grid gap-3 px-4 py-2.5">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
				<KeyRound size={18} className="shrink-0 text-soft" aria-hidden />
				<About passkey={passkey} />
				<div className="flex gap-2">
					<Button
						ref={opener("name")}
						isSmall
						onClick={() => setAsked("name")}
						aria-label={`${words.rename}: ${passkey.name}`}
					>
						{words.rename}
					</Button>
					<Button
						ref={opener("remove")}
						isSmall
						kind="danger"
						onClick={() => setAsked("remove")}
						aria-label={`${words.remove}: ${passkey.name}`}
					>
						{words.remove}
					</Button>
				</div>
			</div>
			{asked === "name" && <PasskeyName passkey={passkey} onDone={() => setAsked(null)} />}
			{asked === "remove" && <ByPassword verb={words.remove} onCancel={() => setAsked(null)} onSubmit={remove} />}
		</li>
	);
}

function About({ passkey }: { passkey: Passkey }) {
	const words = useWaysWords().passkeys;
	const zone = useMe().region.timeZone;
	return (
		<div className="min-w-40 flex-1">
			<p className="wrap-anywhere">{passkey.name}</p>
			<p className="text-sm text-soft">
				{words.created} <When at={passkey.createdAt} zone={zone} /> ·{" "}
				{passkey.lastUsedAt ? (
					<>
						{words.used} <When at={passkey.lastUsedAt} zone={zone} />
					</>
				) : (
					words.neverUsed
				)}
			</p>
		</div>
	);
}
