import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import type { CaseAction, CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useMenuChoice } from "../../components/use-menu-choice.ts";
import { useKeys } from "../../keys.ts";
import { errorWords, useWords } from "../../words.ts";
import { ActionForm } from "./action-form.tsx";
import { type CaseActions, useActions } from "./use-actions.ts";

const asButtons = 2;

/** The next action as a button, the second beside it, the rest in a menu. What an action needs is asked in place. */
export function ActionBar({ detail, children }: { detail: CaseDetail; children?: ReactNode }) {
	const t = useWords();
	const actions = useActions(detail);
	const [first, ...others] = actions.offered;
	useKeys({ w: actions.offered.includes("accept") && !actions.isBusy ? () => actions.start("accept") : undefined });
	if (actions.asked) return <ActionForm detail={detail} actions={actions} />;
	// closing and reopening are seldom the next thing to do: they do not call for attention
	const isQuiet = !detail.case.isOpen;
	return (
		<div className="grid gap-2">
			{children}
			{actions.error && (
				<p role="alert" className="text-late">
					{errorWords(t, actions.error)}
				</p>
			)}
			{first && (
				<div className="flex flex-wrap items-center gap-2">
					<ActionButton action={first} actions={actions} kind={isQuiet ? "plain" : "primary"} />
					{others.slice(0, asButtons - 1).map((action) => (
						<ActionButton key={action} action={action} actions={actions} kind="plain" />
					))}
					<ActionMenu actions={actions} items={others.slice(asButtons - 1)} />
				</div>
			)}
		</div>
	);
}

function ActionButton({
	action,
	actions,
	kind,
}: {
	action: CaseAction;
	actions: CaseActions;
	kind: "primary" | "plain";
}) {
	const t = useWords();
	return (
		<Button
			ref={actions.opener(action)}
			kind={kind}
			disabled={actions.isBusy}
			shortcut={action === "accept" ? "W" : undefined}
			onClick={() => actions.start(action)}
			className={kind === "primary" ? "max-mid:flex-1" : ""}
		>
			{t.actions[action]}
		</Button>
	);
}

export function ActionMenu({ actions, items }: { actions: CaseActions; items: CaseAction[] }) {
	const t = useWords();
	const { choose, onCloseAutoFocus } = useMenuChoice();
	if (items.length === 0) return null;
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild ref={actions.opener(...items)}>
				<Button kind="quiet" disabled={actions.isBusy} aria-label={t.moreActions} hint={t.moreActions} className="px-2">
					<Ellipsis size={16} aria-hidden />
				</Button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					align="start"
					side="top"
					sideOffset={4}
					collisionPadding={8}
					onCloseAutoFocus={onCloseAutoFocus}
					className="z-50 min-w-52 rounded-lg bg-raised p-1 shadow-float appear"
				>
					{items.map((action) => (
						<DropdownMenu.Item
							key={action}
							onSelect={choose(() => actions.start(action))}
							className="flex h-9 cursor-pointer items-center rounded-md px-2 -outline-offset-2 data-highlighted:bg-hover mid:h-8"
						>
							{t.actions[action]}
						</DropdownMenu.Item>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}
