import { Combine, Ellipsis, FolderInput, type LucideIcon, Tag, X } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Button, IconButton } from "../../components/button.tsx";
import { useMenuChoice } from "../../components/use-menu-choice.ts";
import { numberWords } from "../../number-words.ts";
import { useWords } from "../../words.ts";
import type { BulkWork } from "./use-bulk.ts";
import type { Selection } from "./use-selection.ts";
import type { Triage } from "./use-triage.ts";

type BarProps = { triage: Triage; bulk: BulkWork; selection: Selection };

/** How many are chosen and what may be done with them. */
export function BulkBar({ triage, bulk, selection }: BarProps) {
	const t = useWords();
	const count = numberWords(selection.size);
	return (
		<section
			aria-label={t.triage.chosenTitle}
			className="grid shrink-0 gap-2 border-t border-line-strong bg-raised px-3 py-2.5 appear"
		>
			<div className="flex items-center gap-2">
				<p role="status" className="min-w-0 flex-1 truncate font-medium">
					{selection.isAll ? t.triage.chosenAll : t.triage.chosen(count)}
				</p>
				{!selection.isAll && (
					<Button isSmall kind="quiet" onClick={selection.chooseAll}>
						{t.triage.chooseAll}
					</Button>
				)}
				<IconButton label={t.triage.clear} shortcut="Esc" onClick={selection.clear}>
					<X size={16} aria-hidden />
				</IconButton>
			</div>
			{triage.mayTriage && <Steps triage={triage} bulk={bulk} />}
		</section>
	);
}

function Steps({ triage, bulk }: Pick<BarProps, "triage" | "bulk">) {
	const t = useWords();
	const words = t.triage.short;
	const ask = (what: "topic" | "agency" | "merge") => (bulk.isMany ? bulk.ask(what) : triage.ask(what, bulk.single));
	const buttons: [what: "topic" | "agency" | "merge", shortcut: string, icon: LucideIcon][] = [
		["topic", "T", Tag],
		["agency", "A", FolderInput],
		["merge", "M", Combine],
	];
	return (
		<div className="flex flex-wrap gap-1.5">
			{buttons.map(([what, shortcut, Icon]) => (
				<Button
					key={what}
					isSmall
					shortcut={shortcut}
					hint={t.triage.actions[what]}
					icon={<Icon size={14} aria-hidden />}
					onClick={() => ask(what)}
				>
					{words[what]}
				</Button>
			))}
			<StepMenu triage={triage} bulk={bulk} />
		</div>
	);
}

/** What is seldom done; some of it only to one case, some only to many. */
function StepMenu({ triage, bulk }: Pick<BarProps, "triage" | "bulk">) {
	const t = useWords();
	const { short, actions } = t.triage;
	const { choose, onCloseAutoFocus } = useMenuChoice();
	const one = (what: "outcome" | "reject") => () => (bulk.isMany ? bulk.ask(what) : triage.ask(what, bulk.single));
	const items: [words: string, run: () => void][] = [
		[short.outcome, one("outcome")],
		[short.reject, one("reject")],
	];
	if (bulk.isMany) items.push([short.high, () => bulk.ask("high")], [short.normal, () => bulk.ask("normal")]);
	else items.unshift([actions.snooze, () => triage.ask("snooze", bulk.single)]);
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild>
				<Button isSmall kind="quiet" aria-label={t.moreActions}>
					<Ellipsis size={14} aria-hidden />
				</Button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					align="end"
					side="top"
					sideOffset={4}
					collisionPadding={8}
					onCloseAutoFocus={onCloseAutoFocus}
					className="z-50 min-w-52 rounded-lg bg-raised p-1 shadow-float appear"
				>
					{items.map(([words, run]) => (
						<DropdownMenu.Item
							key={words}
							onSelect={choose(run)}
							className="flex h-9 cursor-pointer items-center rounded-md px-2 -outline-offset-2 data-highlighted:bg-hover mid:h-8"
						>
							{words}
						</DropdownMenu.Item>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}
