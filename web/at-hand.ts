import type { LucideIcon } from "lucide-react";

/** What may be done now with what is on the screen: the screen says it, the palette offers it. */
export type AtHand = {
	key: string;
	label: string;
	group: string;
	shortcut?: string;
	icon: LucideIcon;
	run: () => void;
};

let offered: AtHand[] = [];

/** @returns the way to take them off */
export function offerAtHand(actions: AtHand[]): () => void {
	offered = actions;
	return () => {
		if (offered === actions) offered = [];
	};
}

export const atHand = (): readonly AtHand[] => offered;
