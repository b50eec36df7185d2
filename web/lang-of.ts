/**
 * The language in which a screen reader is to read what people wrote, whatever the frame around it speaks (WCAG 3.1.2): words in
 * Cyrillic letters are read as Russian.
 */
export const langOf = (text: string): "ru" | undefined => (/[а-яё]{2}/i.test(text) ? "ru" : undefined);
