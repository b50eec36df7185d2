import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Suspense, useState } from "react";
import { later } from "../../later.ts";
import type { CaseDetail } from "../../api.ts";
import { atHand } from "../../at-hand.ts";
import { IconButton } from "../../components/button.tsx";
import { useMenuChoice } from "../../components/use-menu-choice.ts";
import { useKeys } from "../../keys.ts";
import { useWords } from "../../words.ts";
import { useMoreItems } from "./more-items.ts";
import type { MoreItem } from "./more-items.ts";

const MoreForm = later(() => import("./more-form.tsx"), "MoreForm");

const itemLook =
	"flex min-h-9 cursor-pointer items-center rounded-md px-2 -outline-offset-2 data-highlighted:bg-hover mid:min-h-8";

/** Rare actions of a case; each asks in a sheet for what it needs. */
export function MoreMenu({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const [open, setOpen] = useState<MoreItem | null>(null);
	const groups = useMoreItems(detail);
	const { choose, onCloseAutoFocus } = useMenuChoice();
	useKeys({
		"mod+p": (event) => {
			event.preventDefault();
			setOpen("print");
		},
	});
	return (
		<>
			<DropdownMenu.Root modal={false}>
				<DropdownMenu.Trigger asChild>
					<IconButton label={t.caseWork.menu}>
						<Ellipsis size={18} />
					</IconButton>
				</DropdownMenu.Trigger>
				<DropdownMenu.Portal>
					<DropdownMenu.Content
						align="end"
						sideOffset={4}
						collisionPadding={8}
						onCloseAutoFocus={onCloseAutoFocus}
						className="z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-64 overflow-y-auto rounded-lg bg-raised p-1 shadow-float appear"
					>
						{detail.case.isOpen && <AsideItem isAside={detail.case.snoozedUntil !== null} choose={choose} />}
						<MenuItems groups={groups} onChoose={(item) => choose(() => setOpen(item))()} />
					</DropdownMenu.Content>
				</DropdownMenu.Portal>
			</DropdownMenu.Root>
			{open && (
				<Suspense>
					<MoreForm item={open} detail={detail} onDone={() => setOpen(null)} />
				</Suspense>
			)}
		</>
	);
}

/** The queue's own step, for who has no keyboard. */
function AsideItem({ isAside, choose }: { isAside: boolean; choose: ReturnType<typeof useMenuChoice>["choose"] }) {
	const t = useWords();
	const step = atHand().find(({ key }) => key === "snooze");
	if (!step) return null;
	return (
		<DropdownMenu.Group className="mb-1 border-b border-line pb-1">
			<DropdownMenu.Item onSelect={choose(step.run)} className={itemLook}>
				{isAside ? t.triage.wake : step.label}
			</DropdownMenu.Item>
		</DropdownMenu.Group>
	);
}

type ItemsProps = { groups: ReturnType<typeof useMoreItems>; onChoose: (item: MoreItem) => void };

function MenuItems({ groups, onChoose }: ItemsProps) {
	return groups.map((items, index) => (
		<DropdownMenu.Group key={items[0]?.key} className={index > 0 ? "mt-1 border-t border-line pt-1" : undefined}>
			{items.map((item) => (
				<DropdownMenu.Item key={item.key} onSelect={() => onChoose(item.key)} className={itemLook}>
					{item.words}
				</DropdownMenu.Item>
			))}
		</DropdownMenu.Group>
	));
}
