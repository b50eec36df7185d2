import { type FormEvent, useState } from "react";
import { type SavedView } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { useViewChange } from "./use-view-change.ts";
import { triageApi } from "../../api-triage.ts";

type FormProps = { view: SavedView | null; query: SavedView["query"]; onClose: () => void };

/** What is typed and chosen, and the saving of it. */
function useViewForm({ view, query, onClose }: FormProps) {
	const t = useWords();
	const { agencyId, permissions } = useMe();
	const change = useViewChange();
	const [name, setName] = useState(view?.name ?? "");
	const [shared, setShared] = useState<SavedView["shared"]>(view?.shared ?? "own");
	const may = { own: true, agency: agencyId !== null, region: permissions.includes("case.read.region") };
	const options = (["own", "agency", "region"] as const)
		.filter((one) => may[one])
		.map((value) => ({ value, label: t.triage.viewShared[value] }));
	const save = (event: FormEvent) => {
		event.preventDefault();
		const given = { name: name.trim(), shared, query };
		if (given.name === "" || change.isPending) return;
		change.mutate(() => (view ? triageApi.changeView(view.id, given) : triageApi.addView(given)), {
			onSuccess: onClose,
		});
	};
	return { change, name, setName, shared, setShared, options, save };
}

/** The name of a view and who sees it; `view` null: a new one. */
export function ViewForm(props: FormProps) {
	const { view, onClose } = props;
	const t = useWords();
	const { change, name, setName, shared, setShared, options, save } = useViewForm(props);
	return (
		<Sheet title={view ? t.triage.viewChange : t.triage.viewSave} onClose={onClose}>
			<form onSubmit={save} className="grid gap-4">
				<Field
					data-first
					label={t.triage.viewName}
					hint={t.triage.viewHint}
					value={name}
					maxLength={80}
					onChange={(event) => setName(event.target.value)}
				/>
				{options.length > 1 && (
					<Choice
						label={t.triage.viewWho}
						value={shared}
						options={options}
						onChange={(value) => setShared(options.find((one) => one.value === value)?.value ?? "own")}
					/>
				)}
				<div className="flex gap-2">
					<Button type="submit" kind="primary" disabled={name.trim() === "" || change.isPending}>
						{t.save}
					</Button>
					<Button kind="quiet" onClick={onClose}>
						{t.cancel}
					</Button>
				</div>
			</form>
		</Sheet>
	);
}
