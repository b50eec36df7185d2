import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { CaseDetail, ReplyPhoto } from "../../api.ts";
import type { PhotoFinding } from "../../api-case.ts";
import { evidenceChecksQuery } from "../../case-parts.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { useWords } from "../../words.ts";

/** What the photos of the answer tell of themselves, in words, before anybody hands it in or lets it pass. */
export function PhotoFindings({ detail, photos }: { detail: CaseDetail; photos: ReplyPhoto[] }) {
	const t = useWords();
	const ids = photos.map(({ id }) => id);
	const { data } = useQuery(evidenceChecksQuery(detail.case.id, ids));
	const told = photos.flatMap(({ id }, index) =>
		(data?.items ?? [])
			.filter((item) => item.id === id)
			.map(({ findings }) => ({ at: index + 1, name: t.photos.photo(index + 1), findings })),
	);
	return (
		<ul aria-label={t.photoEdit.findings.title} className="grid gap-0.5 text-sm empty:hidden">
			{told.map(({ name, findings }, index) => (
				// of a pair there are two of one name
				<Warnings key={index} name={name} findings={findings} />
			))}
			{[...hintsOf(t, told)].map(([words, at]) => (
				<li key={words} className="text-soft">
					{t.photoEdit.photos([...at])}: {words}
				</li>
			))}
		</ul>
	);
}

/** What several photos do not tell is said once. */
function hintsOf(t: Dictionary, told: readonly { at: number; findings: PhotoFinding[] }[]): Map<string, Set<number>> {
	const byWords = new Map<string, Set<number>>();
	for (const { at, findings } of told) {
		const words = hintWords(t, findings);
		if (words) byWords.set(words, (byWords.get(words) ?? new Set()).add(at));
	}
	return byWords;
}

const hintWords = (t: Dictionary, findings: readonly PhotoFinding[]): string =>
	findings
		.filter(({ severity }) => severity === "hint")
		.map((finding) => findingWords(t, finding))
		.join(", ");

/** Each warning in a line of its own; what a picture does not tell accuses nobody and stands in one. */
export function FindingLines({ findings }: { findings: PhotoFinding[] }) {
	const hints = hintWords(useWords(), findings);
	return (
		<>
			<Warnings name={null} findings={findings} />
			{hints && <li className="text-soft">{sentence(hints)}</li>}
		</>
	);
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** @param name null: it is plain which photo is meant */
function Warnings({ name, findings }: { name: string | null; findings: PhotoFinding[] }) {
	const t = useWords();
	return findings
		.filter(({ severity }) => severity === "warn")
		.map((finding) => (
			<li key={`${finding.code} ${finding.caseId}`} className="flex items-start gap-1.5 text-soon">
				<TriangleAlert size={14} className="mt-0.5 shrink-0" aria-hidden />
				<span>{name === null ? sentence(findingWords(t, finding)) : `${name}: ${findingWords(t, finding)}`}</span>
			</li>
		));
}

function findingWords(t: Dictionary, { code, caseId, metres }: PhotoFinding): string {
	const words = t.photoEdit.findings;
	if (code === "used-elsewhere") return words["used-elsewhere"](caseId ?? null);
	if (code === "far-away") return words["far-away"](metres ?? 0);
	return words[code];
}
