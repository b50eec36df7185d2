/** Every job there is, with what it carries. `jobs.ts` maps each to its function. */
export type Jobs = {
	/** deliveries wait: take them until none is left */
	"ingest-delivery": { regionId: number };
	/** an approved reply waits on this page, or its queue may go on */
	"publish-reply": { regionId: number; pageId: number };
	/** an approved answer goes into the threads of merged cases, too */
	"share-reply": { regionId: number; replyId: number };
	/** an action over many cases goes on, or is taken back */
	"bulk-action": { regionId: number; bulkId: number };
	/** look into the thread for an answer that may stand there */
	"settle-unknown": { regionId: number; publicationId: number };
	/** other words wait to take the place of a published answer */
	"send-correction": { regionId: number; correctionId: number };
	/** a file of messages is to be taken, row by row */
	"import-file": { regionId: number; importId: number };
	/** learn from the cases that people settled */
	"train-model": { regionId: number; trainingId: number };
	/** once a night: learn from the history who gets what */
	"recount-shares": Record<string, never>;
	/** messages from before prints were taken wait for theirs */
	"print-backlog": Record<string, never>;
	/** files of residents' messages wait: fetch them while the network still has them */
	"fetch-files": { regionId: number };
	/** fetch the whole of a message that was delivered cropped */
	"reread-message": { regionId: number; pageId: number; externalId: string };
	/** terms or hours changed: clock the open cases anew */
	"recount-clocks": { regionId: number; recountId: number };
	/** once a minute: clocks that stood for a resident as long as they may run on */
	"resume-waits": Record<string, never>;
	/** once a minute: tell staff what is new to them */
	"send-notices": Record<string, never>;
	/** once a minute, and when a stage comes in between: tell of clocks that run out */
	"escalate-clocks": { isWoken?: boolean };
	/** once a minute: seal what is settled of the history */
	"seal-history": Record<string, never>;
	/** once a minute: promises whose day is over, residents who do not answer a question */
	"control-promises": Record<string, never>;
	/** once an hour: which published answers are looked at again */
	"draw-answers": Record<string, never>;
	/** once a night: remove what has been kept long enough */
	"keep-terms": Record<string, never>;
	/** a second person confirmed that a person's data be removed */
	"erase-person": { regionId: number; requestId: number };
	/** once a minute: wake whatever was left behind */
	"wake-left-behind": Record<string, never>;
};

export type JobName = keyof Jobs;

/** When the job may run at the earliest. */
export type JobTiming = { startAfter?: Date };
