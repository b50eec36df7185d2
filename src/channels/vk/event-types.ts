/** What the network is asked to tell: everything `parse` reads, and nothing that would only be dropped. */
export const eventTypes = [
	...["message_new", "message_reply", "message_edit", "message_allow", "message_deny"],
	"wall_post_new",
	...["wall_reply", "photo_comment", "video_comment", "board_post", "market_comment"].flatMap((of) =>
		["new", "edit", "restore", "delete"].map((what) => `${of}_${what}`),
	),
	...["group_officers_edit", "group_change_settings", "group_change_photo"],
] as const;

/** The same as switches for groups.setCallbackSettings and groups.setLongPollSettings. */
export const eventSwitches: Record<string, number> = Object.fromEntries(eventTypes.map((type) => [type, 1]));
