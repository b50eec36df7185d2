import { Link } from "@tanstack/react-router";
import { CircleAlert, LockKeyhole } from "lucide-react";
import { isRefusal } from "../request-trouble.ts";
import { errorWords, useWords } from "../words.ts";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";
import { Notice } from "./notice.tsx";

/** In place of what could not be read: what happened, and another try. */
export function Failed({ query, title }: { query: { error: unknown; refetch: () => unknown }; title?: string }) {
	const t = useWords();
	if (isRefusal(query.error)) return <NoRight title={t.noRight.title} who={t.noRight.ask} />;
	const words = errorWords(t, query.error);
	return (
		<div role="alert">
			<Empty icon={CircleAlert} title={title ?? words} {...(title ? { hint: words } : {})}>
				<Button onClick={() => void query.refetch()}>{t.retry}</Button>
			</Empty>
		</div>
	);
}

/** The same above what could be read. */
export function FailedNotice({ error, again }: { error: unknown; again: () => void }) {
	const t = useWords();
	if (isRefusal(error)) return <Notice>{t.noRight.part}</Notice>;
	return (
		<Notice tone="late">
			<p>{errorWords(t, error)}</p>
			<div>
				<Button isSmall onClick={again}>
					{t.retry}
				</Button>
			</div>
		</Notice>
	);
}

/** In place of a screen that is not this person's: whose it is, and where to go instead. */
export function NoRight({ title, who }: { title: string; who: string }) {
	const t = useWords();
	return (
		<Empty icon={LockKeyhole} title={title} hint={who}>
			<Link to="/cases" className="rounded text-accent underline underline-offset-3">
				{t.toQueue}
			</Link>
		</Empty>
	);
}
