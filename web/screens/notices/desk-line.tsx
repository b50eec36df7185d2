import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DeskNotice } from "../../api.ts";
import { healthLooks } from "../../components/health-looks.ts";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { NoticeLine } from "./notice-line.tsx";

/** Many cases in a view, an endpoint that is off, an article to be looked at: each leads where something can be done. */
export function DeskLine({ notice }: { notice: DeskNotice }) {
	const { caseNotices: words } = useWords();
	const { code, data } = notice;
	const name = notice.name ?? words.nameless[code];
	const detail = code === "webhook-off" && data.reason ? words.reasons[data.reason] : null;
	return (
		<NoticeLine notice={notice} looks={healthLooks.warn} detail={detail}>
			<Subject notice={notice}>{name}</Subject>
			{code === "view-many" ? words.desk[code](data.count ?? 0) : `: ${words.desk[code]}`}
		</NoticeLine>
	);
}

const look = "rounded hover:underline";

/** What is gone, or not for these eyes, is named without a link. */
function Subject({ notice: { code, data, name }, children }: { notice: DeskNotice; children: ReactNode }) {
	const { permissions } = useMe();
	if (name === null) return children;
	if (code === "view-many" && data.viewId)
		return (
			<Link to="/views/$viewId" params={{ viewId: data.viewId }} className={look}>
				{children}
			</Link>
		);
	const isHook = code === "webhook-off";
	const item = isHook ? data.endpointId : data.articleId;
	if (!item || !permissions.includes(isHook ? "integration.manage" : "template.manage")) return children;
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: isHook ? "hooks" : "articles", item: String(item) }}
			className={look}
		>
			{children}
		</Link>
	);
}
