const thousands = /\B(?=(?:\d{3})+$)/g;

/**
 * A whole number with thin spaces, the same in both languages: 1 284. Not by Intl, which makes the first screen wait while
 * the browser reads its tables.
 */
export const numberWords = (value: number): string => String(value).replace(thousands, "\u202f");
