import { Link } from "@tanstack/react-router";
import { ChevronRight, ListChecks } from "lucide-react";
import { Screen } from "../../components/screen.tsx";
import { mayStart } from "../../first-steps.ts";
import { useMe } from "../../queries.ts";
import { SectionLink } from "./section-link.tsx";
import { type SectionGroup, sectionsOf } from "./sections.ts";
import { useSettingsWords } from "./settings-words.ts";

/** All that this person may set up, each with a word of what it is for. */
export function SettingsHome() {
	const words = useSettingsWords();
	const me = useMe();
	const groups = sectionsOf(me.permissions);
	return (
		<Screen title={words.title} lead={words.lead}>
			{mayStart(me) && (
				<Link
					to="/start"
					className="flex items-center gap-3 rounded-lg border border-accent-line bg-accent-tint/40 px-4 py-3 hover:bg-hover"
				>
					<ListChecks size={20} strokeWidth={1.75} className="shrink-0 text-accent" aria-hidden />
					<span className="min-w-0 flex-1">
						<span className="block font-medium">{words.firstSteps.title}</span>
						<span className="text-sm text-soft">{words.firstSteps.hint}</span>
					</span>
					<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
				</Link>
			)}
			{groups.map((group) => (
				<Group key={group.name} group={group} />
			))}
		</Screen>
	);
}

function Group({ group }: { group: SectionGroup }) {
	const words = useSettingsWords();
	const title = words.groups[group.name];
	return (
		<section aria-label={title} className="grid gap-2">
			<h2 className="text-lg font-semibold">{title}</h2>
			<ul className="grid gap-2 mid:grid-cols-2">
				{group.sections.map((section) => (
					<li key={section.name}>
						<SectionLink
							section={section}
							className="flex h-full items-center gap-2 rounded-lg border border-line px-4 py-3 hover:bg-hover"
						>
							<span className="min-w-0 flex-1">
								<span className="block font-medium">{words.sections[section.name].title}</span>
								<span className="text-sm text-soft">{words.sections[section.name].hint}</span>
							</span>
							<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
						</SectionLink>
					</li>
				))}
			</ul>
		</section>
	);
}
