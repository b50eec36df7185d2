import type { TemplateDetail } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { Section } from "../../components/section.tsx";
import { Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** Who answers for a text, one of the region's people. */
export function OwnerChoice({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }) {
	const { answers: words } = useSettingsWords();
	const me = useMe();
	const { all } = useReference();
	return (
		<Choice
			label={words.owner}
			value={String(value ?? me.id)}
			options={all.staff.map((one) => ({
				value: String(one.id),
				label: one.id === me.id ? `${one.name} · ${words.ownerMe}` : one.name,
			}))}
			onChange={(picked) => onChange(Number(picked))}
		/>
	);
}

/** Puts a text away and brings it back. */
export function ArchiveButton({
	isArchived,
	isBusy,
	onKeep,
}: {
	isArchived: boolean;
	isBusy: boolean;
	onKeep: (how: "archive" | "restore") => void;
}) {
	const { answers: words } = useSettingsWords();
	return (
		<Button disabled={isBusy} onClick={() => onKeep(isArchived ? "restore" : "archive")}>
			{isArchived ? words.restore : words.archive}
		</Button>
	);
}

export function ArchivedNotice() {
	return <Notice tone="soon">{useSettingsWords().answers.isArchived}</Notice>;
}

/** What a text was before, to be read and taken into the field. */
export function EarlierTexts({
	earlier,
	onTake,
}: {
	earlier: TemplateDetail["earlier"];
	onTake: (text: { title: string; body: string }) => void;
}) {
	const { answers: words } = useSettingsWords();
	const zone = useMe().region.timeZone;
	if (earlier.length === 0) return null;
	return (
		<Section title={words.earlier}>
			<Rows>
				{earlier.map((one) => (
					<li key={one.version} className="px-4 py-2">
						<details>
							<summary className="rounded">
								{words.earlierLine(one.version, one.replacedByName)}{" "}
								<span className="text-soft">
									<When at={one.replacedAt} zone={zone} />
								</span>
							</summary>
							<div className="grid justify-items-start gap-2 pt-2">
								<p className="font-medium wrap-anywhere">{one.title}</p>
								<p className="wrap-words">{one.body}</p>
								<Button isSmall onClick={() => onTake(one)}>
									{words.takeText}
								</Button>
							</div>
						</details>
					</li>
				))}
			</Rows>
		</Section>
	);
}
