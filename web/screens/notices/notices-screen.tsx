import { Screen } from "../../components/screen.tsx";
import { useWords } from "../../words.ts";
import { BrowserPush } from "./browser-push.tsx";
import { NoticeKinds } from "./notice-kinds.tsx";
import { NoticeSettings } from "./notice-settings.tsx";
import { Notices } from "./notices.tsx";

/** What one should know, in words, and where else it goes. */
export function NoticesScreen() {
	const t = useWords();
	return (
		<Screen title={t.connection.notices.title} lead={t.connection.notices.lead}>
			<div className="grid items-start gap-8 wide:grid-cols-[minmax(0,1fr)_23rem]">
				<div className="grid gap-3">
					<a href="#settings" className="w-fit rounded text-accent underline underline-offset-3 wide:hidden">
						{t.noticeKinds.jump}
					</a>
					<Notices />
				</div>
				<section id="settings" className="grid scroll-mt-4 gap-4">
					<h2 className="text-lg font-semibold">{t.bell.settings}</h2>
					<NoticeKinds />
					<BrowserPush />
					<NoticeSettings />
				</section>
			</div>
		</Screen>
	);
}
