/** What a section's screen is given: the rest of its address, e.g. the id of what is edited or "new". */
export type SectionProps = { item: string | null };
