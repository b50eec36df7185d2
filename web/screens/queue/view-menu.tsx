import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { SavedView } from "../../api.ts";
import { triageApi } from "../../api-triage.ts";
import { say } from "../../components/toaster.tsx";
import { useMenuChoice } from "../../components/use-menu-choice.ts";
import { done } from "../../undo.ts";
import { useWords } from "../../words.ts";
import { useViewChange } from "./use-view-change.ts";

const itemLook =
	"flex h-9 cursor-pointer items-center rounded-md px-2 -outline-offset-2 data-disabled:opacity-50 data-highlighted:bg-hover mid:h-8";

/** Where an own view stands, and how it is moved and put away. */
function useOrderOf(view: SavedView, own: SavedView[]) {
	const t = useWords();
	const change = useViewChange();
	const at = own.findIndex(({ id }) => id === view.id);
	const move = (step: 1 | -1) => {
		const ids = own.map(({ id }) => id);
		ids.splice(at, 1);
		ids.splice(at + step, 0, view.id);
		change.mutate(() => triageApi.orderViews(ids));
	};
	const remove = () =>
		change.mutate(() => triageApi.deleteView(view.id), {
			onSuccess: () =>
				done(t, t.triage.viewDeleted(view.name), async () => {
					await change.mutateAsync(() => triageApi.restoreView(view.id));
				}),
		});
	return { at, move, remove };
}

/** Whether one is told of cases that come into the view. */
function useWatch(view: SavedView) {
	const t = useWords();
	const change = useViewChange();
	return () => {
		const isOn = !view.isWatched;
		change.mutate(() => triageApi.watchView(view.id, isOn), {
			onSuccess: () => say(isOn ? t.triage.viewWatched(view.name) : t.triage.viewUnwatched(view.name)),
		});
	};
}

/** What one may do with a view: its owner more than those it is shared with. */
export function ViewMenu({ view, own, onRename }: { view: SavedView; own: SavedView[]; onRename: () => void }) {
	const t = useWords();
	const { at, move, remove } = useOrderOf(view, own);
	const watch = useWatch(view);
	const { choose, onCloseAutoFocus } = useMenuChoice();
	const ofOwner: [words: string, run: () => void, isOff: boolean][] = [
		[t.triage.viewChange, onRename, false],
		[t.triage.viewUp, () => move(-1), at === 0],
		[t.triage.viewDown, () => move(1), at === own.length - 1],
		[t.triage.viewDelete, remove, false],
	];
	const items: typeof ofOwner = [
		[view.isWatched ? t.triage.viewWatchEnd : t.triage.viewWatch, watch, false],
		...(view.isOwn ? ofOwner : []),
	];
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild>
				<button
					type="button"
					aria-label={t.triage.viewMenu(view.name)}
					className="mr-1 flex size-6 items-center justify-center rounded text-soft not-group-hover:not-group-focus-within:w-0 not-group-hover:not-group-focus-within:opacity-0 hover:bg-hover focus-visible:opacity-100"
				>
					<Ellipsis size={16} aria-hidden />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					align="start"
					sideOffset={4}
					collisionPadding={8}
					onCloseAutoFocus={onCloseAutoFocus}
					className="z-50 min-w-48 rounded-lg bg-raised p-1 shadow-float appear"
				>
					{items.map(([words, run, isOff]) => (
						<DropdownMenu.Item key={words} className={itemLook} disabled={isOff} onSelect={choose(run)}>
							{words}
						</DropdownMenu.Item>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}
