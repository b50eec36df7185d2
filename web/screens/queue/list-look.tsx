import { Rows3 } from "lucide-react";
import { Popover } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { type CaseSearch, groupIn } from "../../case-search.ts";
import { Button } from "../../components/button.tsx";
import { useKeys } from "../../keys.ts";
import { useFirstWords, withWords } from "../../words.ts";
import type { ChangeSearch } from "../../case-search.ts";

const LookFields = lazy(withWords(() => import("./look-fields.tsx").then((part) => ({ default: part.LookFields }))));

/** The button that opens how the list looks. */
export function ListLook({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const [isOpen, setOpen] = useState(false);
	useKeys({ v: () => setOpen(true) });
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<Button
					aria-label={t.listLook.title}
					shortcut="V"
					hint={t.listLook.title}
					className={`px-2! ${groupIn(search) ? "border-accent-line text-accent" : ""}`}
				>
					<Rows3 size={16} aria-hidden />
				</Button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					align="end"
					sideOffset={4}
					collisionPadding={8}
					aria-label={t.listLook.title}
					className="z-40 max-h-[var(--radix-popover-content-available-height)] w-72 overflow-y-auto rounded-lg bg-raised p-4 shadow-float appear"
				>
					<Suspense>
						<LookFields search={search} onChange={onChange} />
					</Suspense>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
