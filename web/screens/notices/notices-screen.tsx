import { Screen } from "../../components/screen.tsx";
import { useWords } from "../../words.ts";
import { BrowserPush } from "./browser-push.tsx";
import { NoticeSettings } from "./notice-settings.tsx";
import { Notices } from "./notices.tsx";

/** What one should know, in words, and where else it goes. */
export function NoticesScreen() {
	const t = useWords();
	return (
		<Screen title={t.connection.notices.title} lead={t.connection.notices.lead}>
			<div className="grid items-start gap-8 wide:grid-cols-[minmax(0,1fr)_19rem]">
				<Notices />
				<section className="grid gap-4">
					<h2 className="text-lg font-semibold">{t.bell.settings}</h2>
					<BrowserPush />
					<NoticeSettings />
				</section>
			</div>
		</Screen>
	);
}
