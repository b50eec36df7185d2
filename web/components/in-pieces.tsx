import { type ReactNode, useDeferredValue } from "react";

/** Drawn in pieces of a few milliseconds, so that no key and no answer waits for all of it; until then nothing stands there. */
export const InPieces = ({ children }: { children: ReactNode }): ReactNode =>
	useDeferredValue(true, false) ? children : null;
