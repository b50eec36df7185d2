import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type OutsideParty, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { errorWords, useWords } from "../../words.ts";
import { NothingYet, Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const kinds = ["management-company", "network-operator", "contractor", "other"] as const;

/** Organisations without an account that have parts in cases. */
export function OutsideSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["outside-parties"], queryFn: settingsApi.outsideParties });
	return (
		<Screen title={words.sections.outside.title} lead={words.answers.outside.lead}>
			<Loaded query={query}>
				{({ items }) => (
					<>
						{items.length === 0 ? (
							<NothingYet>{words.answers.outside.empty}</NothingYet>
						) : (
							<Rows>
								{items.map((one) => (
									<li key={one.id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
										<span className="wrap-anywhere">{one.name}</span>
										<span className="text-soft">{words.answers.outside.kinds[one.kind]}</span>
									</li>
								))}
							</Rows>
						)}
						<Add known={items} />
					</>
				)}
			</Loaded>
		</Screen>
	);
}

function useAdd(known: OutsideParty[]) {
	const { outside: words } = useSettingsWords().answers;
	const [name, setName] = useState("");
	const [kind, setKind] = useState<OutsideParty["kind"]>("management-company");
	const [isTried, setTried] = useState(false);
	const add = useChange(settingsApi.addOutsideParty, {
		said: words.added,
		stale: [["outside-parties"]],
		onDone: () => {
			setName("");
			setTried(false);
		},
	});
	const wanted = name.trim();
	const isKnown = known.some((one) => one.name.toLowerCase() === wanted.toLowerCase());
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (wanted && !isKnown && !add.isPending) add.mutate({ name: wanted, kind });
	};
	return { name, setName, kind, setKind, isTried, add, wanted, isKnown, submit };
}

function Add({ known }: { known: OutsideParty[] }) {
	const t = useWords();
	const { outside: words } = useSettingsWords().answers;
	const { name, setName, kind, setKind, isTried, add, wanted, isKnown, submit } = useAdd(known);
	return (
		<form
			onSubmit={submit}
			noValidate
			className="grid items-start gap-3 rounded-lg border border-line p-4 mid:grid-cols-[minmax(12rem,1fr)_minmax(0,14rem)_auto]"
		>
			<Field
				label={words.name}
				maxLength={200}
				error={isTried ? (wanted === "" ? words.noName : isKnown ? words.known : undefined) : undefined}
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
			<Choice
				label={words.kind}
				value={kind}
				options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
				onChange={(value) => setKind(value as OutsideParty["kind"])}
			/>
			<Button type="submit" disabled={add.isPending} className="mid:mt-5.5">
				{words.add}
			</Button>
			{add.error && (
				<div className="mid:col-span-3">
					<Notice tone="late">{errorWords(t, add.error)}</Notice>
				</div>
			)}
		</form>
	);
}
