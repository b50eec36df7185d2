import { type ReactNode, startTransition, useEffect, useState } from "react";

/** What stands beside the work: drawn after the frame that shows the work itself, and in pieces that no key has to wait for. */
export function AfterPaint({ children }: { children: ReactNode }) {
	const [isDue, setDue] = useState(false);
	useEffect(() => {
		const frame = requestAnimationFrame(() => startTransition(() => setDue(true)));
		return () => cancelAnimationFrame(frame);
	}, []);
	return isDue ? children : null;
}
