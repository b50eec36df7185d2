import type { CaseDetail } from "../../api.ts";

export type HidingGround = { messageId: number; code: "obscene" | "threat"; quote: string };

/** The words of residents that may be a ground to hide their comment; criticism is none. */
export function hidingGrounds({ cues }: Pick<CaseDetail, "cues">): HidingGround[] {
	return cues.flatMap(({ code, messageId, quote }) =>
		code === "obscene" || code === "threat" ? [{ messageId, code, quote }] : [],
	);
}
