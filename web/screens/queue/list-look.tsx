import { Rows3 } from "lucide-react";
import { Suspense, useState } from "react";
import { later } from "../../later.ts";
import { type CaseSearch, type ChangeSearch, groupIn } from "../../case-search.ts";
import { Button } from "../../components/button.tsx";
import { Opener } from "../../components/opener.tsx";
import { useKeys } from "../../keys.ts";
import { useFirstWords } from "../../words.ts";
import { listPanel } from "./filters.tsx";

const LookFields = later(() => import("./look-fields.tsx"), "LookFields");

/** The button that opens how the list looks. */
export function ListLook({ search, onChange }: { search: CaseSearch; onChange: ChangeSearch }) {
	const t = useFirstWords();
	const [isOpen, setOpen] = useState(false);
	useKeys({ v: () => setOpen(true) });
	const button = (
		<Button
			aria-label={t.listLook.title}
			shortcut="V"
			hint={t.listLook.title}
			className={`px-2! ${groupIn(search) ? "border-accent-line text-accent" : ""}`}
		>
			<Rows3 size={16} aria-hidden />
		</Button>
	);
	return (
		<Opener button={button} label={t.listLook.title} isOpen={isOpen} onOpenChange={setOpen} className={listPanel}>
			<Suspense>
				<LookFields search={search} onChange={onChange} />
			</Suspense>
		</Opener>
	);
}
