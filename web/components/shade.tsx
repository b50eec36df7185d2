/**
 * What lies under a dialog. Not the library's own, which holds back scrolling by a style in the page: the content policy forbids
 * it, and the page does not scroll anyway.
 */
export const Shade = () => <div className="pointer-events-auto fixed inset-0 z-40 bg-black/40" />;
