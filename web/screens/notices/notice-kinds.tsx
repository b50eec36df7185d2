import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { dayApi, type NoticeChoice } from "../../api-day.ts";
import { say } from "../../components/toaster.tsx";
import { noticeSettingsQuery } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

const noticeChoicesQuery = queryOptions({ queryKey: ["notice-choices"], queryFn: dayApi.noticeChoices });
const ways = ["byMessage", "inBrowser"] as const;
type Way = (typeof ways)[number];

/** A switch is set at once, and back when the desk did not take it. */
function useChoosing() {
	const t = useWords();
	const words = t.noticeKinds;
	const client = useQueryClient();
	const { queryKey } = noticeChoicesQuery;
	return useMutation({
		mutationFn: ({ choice }: { choice: NoticeChoice; way: Way }) => dayApi.chooseNotices(choice),
		// one after the other: the last one said is the one that holds
		scope: { id: "notice-choices" },
		onMutate: async ({ choice }) => {
			await client.cancelQueries({ queryKey });
			client.setQueryData(
				queryKey,
				(old) => old && { items: old.items.map((one) => (one.kind === choice.kind ? choice : one)) },
			);
		},
		onSuccess: (_saved, { choice, way }) => {
			const { name } = words.kinds[choice.kind];
			say(words[choice[way] ? "on" : "off"](name, words.fullWays[way]));
		},
		onSettled: () => void client.invalidateQueries({ queryKey }),
	});
}

/** Which notices come by message and in the browser; on this screen all of them stand. */
export function NoticeKinds() {
	const t = useWords();
	const words = t.noticeKinds;
	const { data } = useQuery(noticeChoicesQuery);
	const { data: settings } = useQuery(noticeSettingsQuery);
	const choosing = useChoosing();
	if (!data) return null;
	return (
		<div className="grid gap-2">
			<table className="w-full text-left">
				<caption className="mb-1 text-left text-sm text-soft">{words.lead}</caption>
				<thead>
					<tr className="border-b border-line text-sm text-soft">
						<th scope="col" className="py-1.5 font-medium">
							{words.kind}
						</th>
						{ways.map((way) => (
							<th key={way} scope="col" className="w-16 py-1.5 text-center font-medium">
								{words.ways[way]}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					<Row name={words.urgent} hint={words.urgentHint} />
					{data.items.map((choice) => (
						<Row
							key={choice.kind}
							{...words.kinds[choice.kind]}
							choice={choice}
							onChoose={(way) => choosing.mutate({ choice: { ...choice, [way]: !choice[way] }, way })}
						/>
					))}
				</tbody>
			</table>
			{choosing.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, choosing.error)}
				</p>
			)}
			{settings?.channel === null && <p className="text-sm text-soft">{words.noMessage}</p>}
		</div>
	);
}

type RowProps = { name: string; hint: string; choice?: NoticeChoice; onChoose?: (way: Way) => void };

function Row({ name, hint, choice, onChoose }: RowProps) {
	const words = useWords().noticeKinds;
	return (
		<tr className="border-b border-line">
			<th scope="row" className="py-2 pr-2 font-normal">
				{name}
				<span className="block text-sm text-soft">{hint}</span>
			</th>
			{ways.map((way) => (
				<td key={way}>
					{choice ? (
						<Toggle label={`${name}: ${words.fullWays[way]}`} isOn={choice[way]} onToggle={() => onChoose?.(way)} />
					) : (
						<Always />
					)}
				</td>
			))}
		</tr>
	);
}

function Always() {
	const { always } = useWords().noticeKinds;
	return (
		<span className="flex justify-center text-soft" title={always}>
			<Check size={16} aria-hidden />
			<span className="sr-only">{always}</span>
		</span>
	);
}

/** The knob stands left or right, so that colour is not needed to tell; the border is what forced colours keep. */
function Toggle({ label, isOn, onToggle }: { label: string; isOn: boolean; onToggle: () => void }) {
	return (
		<button
			type="button"
			role="switch"
			aria-checked={isOn}
			aria-label={label}
			onClick={onToggle}
			className="mx-auto flex h-10 w-14 items-center justify-center rounded-md mid:h-8"
		>
			<span
				className={`flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors ${isOn ? "justify-end border-fill bg-fill" : "border-line-strong bg-panel"}`}
			>
				<span
					className={`size-3.5 rounded-full border ${isOn ? "border-on-fill bg-on-fill" : "border-soft bg-soft"}`}
				/>
			</span>
		</button>
	);
}
