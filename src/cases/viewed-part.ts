/** What was opened of a case. */
export const viewedParts = ["detail", "file", "contact", "export"] as const;
export type ViewedPart = (typeof viewedParts)[number];
