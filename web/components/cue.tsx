import {
	Baby,
	CircleHelp,
	Flame,
	HandHeart,
	Hourglass,
	type LucideIcon,
	MailWarning,
	MessageSquareX,
	ShieldAlert,
	Snowflake,
	TriangleAlert,
} from "lucide-react";
import type { Cue } from "../api.ts";
import { useFirstWords } from "../words.ts";
import { Hint } from "./hint.tsx";

/** The hidden mark has a place of its own and is no cue among others. */
export type ShownCue = Exclude<Cue["code"], "military-family">;

/** In the order in which they are shown: what may be urgent first. */
const looks: Record<ShownCue, { icon: LucideIcon; isUrgent: boolean }> = {
	danger: { icon: TriangleAlert, isUrgent: true },
	gas: { icon: Flame, isUrgent: true },
	threat: { icon: ShieldAlert, isUrgent: true },
	"cold-home": { icon: Snowflake, isUrgent: false },
	child: { icon: Baby, isUrgent: false },
	"promise-repeat": { icon: Hourglass, isUrgent: false },
	question: { icon: CircleHelp, isUrgent: false },
	thanks: { icon: HandHeart, isUrgent: false },
	obscene: { icon: MessageSquareX, isUrgent: false },
	spam: { icon: MailWarning, isUrgent: false },
};
const order = Object.keys(looks) as ShownCue[];

/** The cues of which the queue tells, and by which it can be narrowed. */
export const queueCues = ["danger", "gas", "threat", "cold-home"] as const satisfies readonly ShownCue[];

export const isShownCue = (code: string): code is ShownCue => Object.hasOwn(looks, code);
export const byUrgency = (a: ShownCue, b: ShownCue): number => order.indexOf(a) - order.indexOf(b);

export function CueSign({ code, size = 14 }: { code: ShownCue; size?: number }) {
	const { icon: Icon, isUrgent } = looks[code];
	return <Icon size={size} className={`shrink-0 ${isUrgent ? "text-late" : ""}`} aria-hidden />;
}

/** The danger-like cues of a row of the queue: a sign with its word in the tooltip. */
export function CueSigns({ codes }: { codes: readonly string[] }) {
	const t = useFirstWords();
	return codes
		.filter(isShownCue)
		.toSorted(byUrgency)
		.map((code) => (
			<Hint key={code} text={t.cues.words[code]}>
				<span role="img" aria-label={t.cues.words[code]} className="relative z-10">
					<CueSign code={code} />
				</span>
			</Hint>
		));
}

/** A cue as a word with its sign; pressing it shows the words of the resident that it is about. */
export function CueChip({ code, isOn, onPress }: { code: ShownCue; isOn: boolean; onPress: () => void }) {
	const t = useFirstWords();
	const tone = looks[code].isUrgent ? "text-late" : "text-ink";
	return (
		<button
			type="button"
			aria-pressed={isOn}
			title={t.cues.show}
			onClick={onPress}
			className={`inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm transition-colors hover:bg-hover mid:h-6 ${tone} ${isOn ? "border-accent-line bg-accent-tint" : "border-line-strong bg-panel"}`}
		>
			<CueSign code={code} size={13} />
			{t.cues.words[code]}
		</button>
	);
}
