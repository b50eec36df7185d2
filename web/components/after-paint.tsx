import { type ReactNode, startTransition, useEffect, useState } from "react";

/** Whether the screen has been seen: what stands or is asked for beside the work waits for that, and no key has to wait for it. */
export function useAfterPaint(): boolean {
	const [isDue, setDue] = useState(false);
	useEffect(() => {
		const frame = requestAnimationFrame(() => startTransition(() => setDue(true)));
		return () => cancelAnimationFrame(frame);
	}, []);
	return isDue;
}

/** What stands beside the work: drawn after the frame that shows the work itself. */
export const AfterPaint = ({ children }: { children: ReactNode }): ReactNode => (useAfterPaint() ? children : null);
