import { Link, type LinkProps } from "@tanstack/react-router";
import { goToStep, type StepName } from "../../first-steps.ts";
import { useMe } from "../../queries.ts";
import type { StartWords } from "../../locales/start-ru.ts";
import { useStartWords } from "./start-words.ts";

type Way = { label: keyof StartWords["actions"]; link: Pick<LinkProps, "to" | "params" | "search"> };

const section = (name: string): Way["link"] => ({ to: "/settings/$section", params: { section: name } });
const item = (name: string, one: string): Way["link"] => ({
	to: "/settings/$section/$item",
	params: { section: name, item: one },
});

/** Where each step is done; the first way is the usual one. */
const ways: Record<StepName, readonly Way[]> = {
	region: [{ label: "region", link: section("region") }],
	hours: [{ label: "hours", link: section("calendars") }],
	agencies: [
		{ label: "agencyList", link: item("agencies", "list") },
		{ label: "agency", link: item("agencies", "new") },
	],
	people: [
		{ label: "person", link: item("people", "new") },
		{ label: "personFile", link: item("people", "import") },
	],
	routing: [
		{ label: "routing", link: item("routing", "start") },
		{ label: "rule", link: item("routing", "new") },
	],
	page: [
		{ label: "page", link: { to: "/pages/new" } },
		{ label: "form", link: { to: "/pages/new", search: { channel: "form" } } },
		{ label: "hand", link: { to: "/pages/new", search: { channel: "hand" } } },
	],
	message: [{ label: "pages", link: { to: "/pages" } }],
	answer: [{ label: "queue", link: { to: "/cases" } }],
};
const taking: Way = { label: "take", link: { to: "/take" } };

/** Buttons that lead to where a step is done, quiet where it is; the way back goes along. */
export function StepWays({ name, isNext, isDone }: { name: StepName; isNext: boolean; isDone: boolean }) {
	const words = useStartWords();
	const { permissions } = useMe();
	const mayTake = permissions.includes("case.triage") || permissions.includes("case.work");
	const shown = name === "message" && mayTake ? [taking, ...ways.message] : ways[name];
	return (
		<div className="flex flex-wrap gap-2">
			{shown.map(({ label, link }, at) => (
				<Link
					key={label}
					{...link}
					onClick={() => goToStep(name)}
					className={`inline-flex h-9 items-center rounded-md px-3 mid:h-8 ${
						isNext && at === 0
							? "bg-fill font-medium text-on-fill hover:bg-fill-strong"
							: isDone
								? "text-soft hover:bg-hover hover:text-ink"
								: "border border-line-strong bg-panel hover:bg-hover"
					}`}
				>
					{words.actions[label]}
				</Link>
			))}
		</div>
	);
}
