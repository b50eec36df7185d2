import { LongField } from "../../components/field.tsx";
import { useState } from "react";
import { personFile, type PersonRequest, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

/** One request of a person, and what may be done on it now. */
export function RequestRow({ request }: { request: PersonRequest }) {
	const { requests: words } = useSettingsWords().personal;
	const zone = useMe().region.timeZone;
	const reference = useReference();
	const name = (id: number) => reference.staff(id)?.name ?? `№ ${id}`;
	return (
		<li className="grid gap-1.5 px-4 py-3">
			<p>
				<span className="font-medium">{words.kinds[request.kind]}</span>{" "}
				<span className={request.state === "asked" && request.kind === "erasure" ? "text-soon" : "text-soft"}>
					· {words.states[request.state]}
				</span>
			</p>
			<p className="text-sm text-soft">
				{words.number(request.id)} · <When at={request.askedAt} zone={zone} /> · {name(request.askedBy)}
				{request.decidedBy !== null && ` → ${name(request.decidedBy)}`}
			</p>
			<p className="wrap-words">{request.ground}</p>
			{request.reason && <p className="text-soft wrap-words">{request.reason}</p>}
			{request.heldIds.length > 0 && <p className="text-sm text-soft">{words.held(request.heldIds.join(", "))}</p>}
			{request.kind === "export" && <Files id={request.id} />}
			{request.kind === "erasure" && request.state === "asked" && <Decide request={request} />}
		</li>
	);
}

function Files({ id }: { id: number }) {
	const { requests: words } = useSettingsWords().personal;
	return (
		<p className="flex flex-wrap gap-3">
			{(["html", "json"] as const).map((format) => (
				<a key={format} href={personFile(id, format)} download className="text-accent underline">
					{words.file[format]}
				</a>
			))}
		</p>
	);
}

function Decide({ request }: { request: PersonRequest }) {
	const t = useWords();
	const { requests: words } = useSettingsWords().personal;
	const me = useMe();
	const [isRefusing, setRefusing] = useState(false);
	const [reason, setReason] = useState("");
	const decide = useChange(
		(isConfirmed: boolean) => settingsApi.decidePersonRequest(request.id, isConfirmed, reason.trim()),
		{ said: words.decided, stale: [["person-requests"], ["removals"]] },
	);
	if (request.askedBy === me.id) return <p className="text-sm text-soft">{words.own}</p>;
	return (
		<div className="grid gap-2">
			{decide.error && <p className="text-late">{errorWords(t, decide.error)}</p>}
			{isRefusing && (
				<LongField
					label={words.reason}
					hint={words.noReason}
					rows={2}
					maxLength={2000}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
				/>
			)}
			<div className="flex flex-wrap gap-2">
				{!isRefusing && (
					<SureButton
						kind="danger"
						isSmall
						question={words.confirmAsk}
						disabled={decide.isPending}
						onSure={() => decide.mutate(true)}
					>
						{words.confirm}
					</SureButton>
				)}
				<Button
					isSmall
					disabled={decide.isPending || (isRefusing && !reason.trim())}
					onClick={() => (isRefusing ? decide.mutate(false) : setRefusing(true))}
				>
					{words.refuse}
				</Button>
			</div>
		</div>
	);
}
