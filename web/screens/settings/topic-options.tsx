import { useId } from "react";
import { Select } from "../../components/select.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { titleOf } from "../../words.ts";

/** A topic from the list, by groups. @param withGroups a whole group may be chosen, too: its value is "group:CODE" */
export function TopicOptions(props: {
	label: string;
	value: string;
	/** words for none of them */
	none: string;
	withGroups?: (group: string) => string;
	onChange: (value: string) => void;
}) {
	const id = useId();
	const language = useLanguage();
	const { topics, topicGroups } = useReference().all;
	return (
		<div className="grid gap-1">
			<label htmlFor={id} className="text-sm font-medium">
				{props.label}
			</label>
			<Select id={id} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
				<option value="">{props.none}</option>
				{topicGroups.map((group) => (
					<optgroup key={group.code} label={titleOf(group, language)}>
						{props.withGroups && (
							<option value={`group:${group.code}`}>{props.withGroups(titleOf(group, language))}</option>
						)}
						{topics
							.filter(({ groupCode }) => groupCode === group.code)
							.map((topic) => (
								<option key={topic.code} value={topic.code}>
									{titleOf(topic, language)}
								</option>
							))}
					</optgroup>
				))}
			</Select>
		</div>
	);
}
