import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Notice } from "../../api.ts";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";

/** One notice: what it looks like, what happened, when; a new one stands out. */
export function NoticeLine({
	notice,
	looks: { icon: Icon, colour },
	detail,
	children,
}: {
	notice: Notice;
	looks: { icon: LucideIcon; colour: string };
	detail: ReactNode;
	children: ReactNode;
}) {
	const zone = useMe().region.timeZone;
	return (
		<div className="flex gap-2">
			<Icon size={16} className={`mt-0.5 shrink-0 ${colour}`} aria-hidden />
			<div className="min-w-0 flex-1">
				<p className="flex flex-wrap items-baseline justify-between gap-x-3">
					<span className={notice.readAt === null ? "font-medium" : ""}>{children}</span>
					<span className="text-sm text-soft">
						<When at={notice.createdAt} zone={zone} />
					</span>
				</p>
				{detail && <p className="text-sm text-soft wrap-anywhere">{detail}</p>}
			</div>
		</div>
	);
}
