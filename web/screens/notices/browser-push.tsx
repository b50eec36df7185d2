import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { dayApi } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useLanguage } from "../../preferences.ts";
import { errorWords, useWords } from "../../words.ts";

/** The same browser asked to take notices: https or this machine, and a browser that can. */
const canPush = () => isSecureContext && "serviceWorker" in navigator && "PushManager" in window;

const current = async () => (await navigator.serviceWorker.getRegistration("/push.js"))?.pushManager.getSubscription();

/** Notices in this browser, also while the desk is closed. */
export function BrowserPush() {
	const t = useWords();
	const client = useQueryClient();
	const language = useLanguage();
	const state = useQuery({ queryKey: ["push"], queryFn: dayApi.push });
	const own = useQuery({
		queryKey: ["push", "own"],
		queryFn: async () => (await current())?.endpoint ?? null,
		enabled: canPush(),
	});
	const change = useMutation({
		mutationFn: (isOn: boolean) => (isOn ? switchOn(state.data?.publicKey ?? "", language) : switchOff()),
		onSuccess: (isOn) => say(isOn ? t.bell.pushOn : t.bell.pushOff),
		onSettled: () => void client.invalidateQueries({ queryKey: ["push"] }),
	});
	const isOn = typeof own.data === "string" && (state.data?.browsers ?? 0) > 0;
	const isDenied = canPush() && Notification.permission === "denied";
	return (
		<div className="grid gap-2">
			<h3 className="text-sm font-medium">{t.bell.push}</h3>
			{!canPush() ? (
				<p className="text-sm text-soft">{t.bell.cannot}</p>
			) : (
				<>
					<p className="text-sm text-soft">{isDenied && !isOn ? t.bell.denied : t.bell.pushHint}</p>
					<div>
						<Button
							icon={<BellRing size={16} aria-hidden />}
							aria-pressed={isOn}
							disabled={change.isPending || !state.data || (isDenied && !isOn)}
							onClick={() => change.mutate(!isOn)}
						>
							{isOn ? t.bell.turnOff : t.bell.turnOn}
						</Button>
					</div>
				</>
			)}
			{change.error && (
				<p role="alert" className="text-sm text-late">
					{change.error instanceof DOMException ? t.bell.refused : errorWords(t, change.error)}
				</p>
			)}
		</div>
	);
}

async function switchOn(applicationServerKey: string, language: "ru" | "en"): Promise<boolean> {
	await navigator.serviceWorker.register("/push.js");
	const { pushManager } = await navigator.serviceWorker.ready;
	const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
	const { endpoint = "", keys } = made.toJSON();
	try {
		await dayApi.subscribePush({ endpoint, keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" }, language });
	} catch (error) {
		// the browser must not believe what the desk does not know
		await made.unsubscribe();
		throw error;
	}
	return true;
}

async function switchOff(): Promise<boolean> {
	const made = await current();
	if (!made) return false;
	await dayApi.forgetPush(made.endpoint);
	await made.unsubscribe();
	return false;
}
