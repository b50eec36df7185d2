import { Link, Navigate, useParams } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { Suspense } from "react";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { findSection } from "./sections.ts";
import { useSettingsWords } from "./settings-words.ts";

/** The screen of the section that the address names. */
export function SectionScreen() {
	const words = useSettingsWords();
	const { section: name, item } = useParams({ strict: false });
	const section = findSection(useMe().permissions, name ?? "");
	if (!section)
		return (
			<Empty icon={SearchX} title={words.noSection} hint={words.noSectionHint}>
				<Link to="/settings" className="text-accent underline">
					{words.all}
				</Link>
			</Empty>
		);
	if ("to" in section.screen) return <Navigate to={section.screen.to} replace />;
	const { title } = words.sections[section.name];
	const Shown = section.screen;
	return (
		<Suspense
			fallback={
				<Screen title={title}>
					<Skeleton className="h-72 w-full" />
				</Screen>
			}
		>
			<Shown key={section.name} item={item ?? null} />
		</Suspense>
	);
}
