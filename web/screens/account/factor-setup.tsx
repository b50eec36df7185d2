import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import { encode } from "uqr";
import { accountApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Field } from "../../components/field.tsx";
import { errorWords, useWords } from "../../words.ts";
import { useAccountWords } from "./account-words.ts";

/** The key goes into the telephone; a first code proves that it has arrived. */
export function FactorSetup({
	offer,
	onCodes,
}: {
	offer: { secret: string; uri: string };
	onCodes: (codes: string[]) => void;
}) {
	const t = useWords();
	const words = useAccountWords().factor;
	const [code, setCode] = useState("");
	const turnOn = useMutation({
		mutationFn: () => accountApi.turnFactorOn(code.replaceAll(/\s/g, "")),
		onSuccess: ({ codes }) => onCodes(codes),
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		turnOn.mutate();
	};
	return (
		<div className="grid max-w-[40rem] gap-4 rounded-lg border border-line p-4 mid:grid-cols-[auto_1fr]">
			<Square text={offer.uri} label={words.qr} />
			<div className="grid content-start gap-3">
				<p>{words.step1}</p>
				<KeyByHand secret={offer.secret} />
				<form onSubmit={submit} className="grid gap-3">
					<Field
						label={words.code}
						hint={words.codeHint}
						value={code}
						inputMode="numeric"
						autoComplete="one-time-code"
						required
						pattern="[\d\s]{6,10}"
						maxLength={10}
						error={turnOn.error ? errorWords(t, turnOn.error) : undefined}
						onChange={(event) => setCode(event.target.value)}
					/>
					<Button type="submit" kind="primary" className="w-fit" disabled={turnOn.isPending}>
						{words.confirm}
					</Button>
				</form>
			</div>
		</div>
	);
}

function KeyByHand({ secret }: { secret: string }) {
	return (
		<div>
			<p className="text-sm text-soft">{useAccountWords().factor.byHand}</p>
			<div className="flex flex-wrap items-center gap-2">
				<code className="break-all">{secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
				<CopyButton text={secret} />
			</div>
		</div>
	);
}

/** Black on white in both themes: a telephone reads nothing else for sure. */
function Square({ text, label }: { text: string; label: string }) {
	const { data, size } = useMemo(() => encode(text, { ecc: "M", border: 2 }), [text]);
	const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${size} ${size}`}
			shapeRendering="crispEdges"
			className="size-48 rounded bg-white"
		>
			<path d={path} fill="black" />
		</svg>
	);
}
