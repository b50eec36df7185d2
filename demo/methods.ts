import { ApiError } from "./api-error.ts";
import { addServer, editServer, listServers, setServerEvents } from "./callback-servers.ts";
import { confirmServer } from "./deliveries.ts";
import type { Ground, Method } from "./ground.ts";
import { openLongPoll, setLongPoll } from "./long-poll.ts";
import { getById as getGroup, tokenPermissions } from "./methods-groups.ts";
import { edit, getByConversationMessageId, getConversations, getHistory, send } from "./methods-messages.ts";
import { createComment, editComment, getComments, getPosts, getPostsById } from "./methods-wall.ts";
import { numberOf } from "./parameters.ts";
import type { Parameters } from "./parameters.ts";
import { openUpload, savePhoto } from "./photos.ts";
import type { CommunityState } from "./state.ts";

export const methods: Record<string, Method> = {
	"wall.createComment": { keys: ["group", "user"], right: "wall", run: createComment },
	"wall.editComment": { keys: ["user"], run: editComment },
	"wall.getComments": { keys: ["user", "service"], run: getComments },
	"wall.get": { keys: ["user", "service"], perDay: 5000, run: getPosts },
	"wall.getById": { keys: ["user", "service"], run: getPostsById },
	"photos.createComment": elsewhere("photos.createComment"),
	"video.createComment": elsewhere("video.createComment"),
	"board.createComment": elsewhere("board.createComment"),
	"market.createComment": elsewhere("market.createComment"),
	"messages.send": { keys: ["group"], right: "messages", run: send },
	"messages.edit": { keys: ["group"], right: "messages", run: edit },
	"messages.getHistory": { keys: ["group"], right: "messages", run: getHistory },
	"messages.getConversations": { keys: ["group"], right: "messages", run: getConversations },
	"messages.getByConversationMessageId": { keys: ["group"], right: "messages", run: getByConversationMessageId },
	"photos.getMessagesUploadServer": {
		keys: ["group"],
		right: "photos",
		run: ({ photos, url }, { of }) => openUpload(photos, of.community.groupId, url),
	},
	"photos.saveMessagesPhoto": {
		keys: ["group"],
		right: "photos",
		run: ({ photos, url }, { of }, given) => savePhoto(photos, of.community.groupId, given, url),
	},
	"photos.getWallUploadServer": {
		keys: ["user"],
		run: ({ photos, url }, { of }) => openUpload(photos, of.community.groupId, url),
	},
	"photos.saveWallPhoto": {
		keys: ["user"],
		run: ({ photos, url }, { of }, given) => savePhoto(photos, of.community.groupId, given, url),
	},
	"groups.getById": { keys: ["group", "service", "user"], run: getGroup },
	"groups.getTokenPermissions": { keys: ["group"], run: (_on, { of }) => tokenPermissions(of) },
	"groups.getCallbackConfirmationCode": keeping((_on, of) => ({ code: of.community.callback.confirmation })),
	"groups.getCallbackServers": keeping((_on, of) => listServers(of)),
	"groups.addCallbackServer": keeping(({ deliveries }, of, given) => {
		const server = addServer(of, given);
		void confirmServer(deliveries, of, server);
		return { server_id: server.id };
	}),
	"groups.editCallbackServer": keeping(({ deliveries }, of, given) => {
		void confirmServer(deliveries, of, editServer(of, given));
		return 1;
	}),
	"groups.setCallbackSettings": keeping((_on, of, given) => {
		setServerEvents(of, given);
		return 1;
	}),
	"groups.getLongPollServer": keeping(({ wall, url }, of) => openLongPoll(wall.longPoll, of.community.groupId, url)),
	"groups.setLongPollSettings": keeping(({ wall }, of, given) =>
		setLongPoll(wall.longPoll, of.community.groupId, given),
	),
};

/** A method by which a community is kept: its own key with the right `manage`, and its own number. */
function keeping(run: (on: Ground, of: CommunityState, given: Parameters) => unknown): Method {
	return {
		keys: ["group"],
		right: "manage",
		run: (on, { of }, given) => {
			if (numberOf(given, "group_id") !== of.community.groupId) throw new ApiError(15, "the community is another's");
			return run(on, of, given);
		},
	};
}

/** A comment under something that is no wall post: taken and told by its number, shown nowhere. */
function elsewhere(method: string): Method {
	return {
		keys: ["user"],
		run: (_on, { of }, given) => of.elsewhere.push({ method, parameters: Object.fromEntries(given) }),
	};
}
