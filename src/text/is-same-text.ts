/** Whether two texts say the same but for white space, which networks change. */
export const isSameText = (a: string, b: string): boolean => squeeze(a) === squeeze(b);

const squeeze = (text: string): string => text.replace(/\s+/gu, " ").trim();
