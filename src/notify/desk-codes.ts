/** What a person may have to know of neither a page nor a case; the words stand in `desk-words.ts` and `web/locales/notice-kinds-*.ts`. */
export const deskNoticeCodes = [
	// many cases came at once into a view that the person watches
	"view-many",
	// an endpoint of another system is not told any more
	"webhook-off",
	// the day by which an article was to be looked at is over
	"article-overdue",
] as const;
export type DeskNoticeCode = (typeof deskNoticeCodes)[number];

/** Numbers and codes alone: names are looked up when the notice is shown. */
export type DeskNoticeData = {
	viewId?: number | undefined;
	count?: number | undefined;
	endpointId?: number | undefined;
	/** why it is off */
	reason?: "gone" | "failing" | undefined;
	articleId?: number | undefined;
	/** the day of the review, YYYY-MM-DD */
	reviewOn?: string | undefined;
};
