import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useMe } from "../../queries.ts";
import { SectionLink } from "./section-link.tsx";
import { sectionsOf } from "./sections.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Beside what is set up stands the list of all else that can be; on a narrow screen, the way back to it. */
export function SettingsFrame() {
	const isHome = useRouterState({ select: (state) => /^\/settings\/?$/.test(state.location.pathname) });
	return (
		<div className="flex h-full w-full min-w-0 flex-col min-[62rem]:flex-row">
			{!isHome && (
				<>
					<BackToAll />
					<SectionList />
				</>
			)}
			<div className="min-h-0 min-w-0 flex-1">
				<Outlet />
			</div>
		</div>
	);
}

function BackToAll() {
	const words = useSettingsWords();
	return (
		<Link
			to="/settings"
			className="flex h-11 shrink-0 items-center gap-1.5 border-b border-line bg-side px-4 text-soft hover:text-ink min-[62rem]:hidden"
		>
			<ArrowLeft size={16} aria-hidden />
			{words.all}
		</Link>
	);
}

function SectionList() {
	const words = useSettingsWords();
	const groups = sectionsOf(useMe().permissions);
	return (
		<nav
			aria-label={words.title}
			className="hidden w-60 shrink-0 overflow-y-auto border-r border-line bg-side px-2 py-4 min-[62rem]:block"
		>
			<Link
				to="/settings"
				activeOptions={{ exact: true }}
				className="mb-3 flex items-center gap-1.5 rounded-md px-2 py-1 text-lg font-semibold hover:bg-hover"
			>
				{words.title}
			</Link>
			{groups.map(({ name, sections }) => (
				<div key={name} className="mb-4">
					<p className="px-2 pb-1 text-xs font-medium text-soft">{words.groups[name]}</p>
					<ul>
						{sections.map((section) => (
							<li key={section.name}>
								<SectionLink
									section={section}
									className="block rounded-md px-2 py-1 hover:bg-hover"
									hereClassName="bg-accent-tint text-accent font-medium"
								>
									{words.sections[section.name].title}
								</SectionLink>
							</li>
						))}
					</ul>
				</div>
			))}
		</nav>
	);
}
