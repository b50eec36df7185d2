import { useFirstWords } from "../words.ts";

const look =
	"sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float";

/** What comes first by Tab: past the sections, and past the list to the open case. */
export function SkipLinks({ isCaseOpen }: { isCaseOpen: boolean }) {
	const t = useFirstWords();
	return (
		<>
			<button type="button" className={look} onClick={() => goTo("main")}>
				{t.nav.skip}
			</button>
			{isCaseOpen && (
				<button type="button" className={look} onClick={() => goTo("main article")}>
					{t.nav.skipToCase}
				</button>
			)}
		</>
	);
}

/** The place itself takes the focus, so that the next Tab goes on from there. */
function goTo(place: string): void {
	const target = document.querySelector<HTMLElement>(place);
	if (!target) return;
	target.tabIndex = -1;
	target.focus();
}
