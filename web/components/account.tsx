import { lazy, type ReactNode, Suspense, useState } from "react";
import { withWords } from "../words.ts";

const load = withWords(() => import("./account-menu.tsx").then((part) => ({ default: part.AccountMenu })));
const AccountMenu = lazy(load);
const prepare = () => void load().catch(() => {});

type AccountProps = { label?: string; className: string; side: "right" | "top"; children: ReactNode };

/** The button of the account stands at once; its menu is fetched when somebody reaches for it. */
export function Account({ label, className, side, children }: AccountProps) {
	const [isAsked, setAsked] = useState(false);
	const button = (
		<button
			type="button"
			aria-label={label}
			aria-haspopup="menu"
			className={className}
			onPointerEnter={prepare}
			onFocus={prepare}
			onClick={isAsked ? undefined : () => setAsked(true)}
		>
			{children}
		</button>
	);
	if (!isAsked) return button;
	return (
		<Suspense fallback={button}>
			<AccountMenu side={side}>{button}</AccountMenu>
		</Suspense>
	);
}
