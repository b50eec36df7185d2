import { listTopicVersions, listTopics } from "../../registry/reads-topics.ts";
import { addTopic, saveTopic } from "../../registry/save-topic.ts";
import { AddTopic, SaveTopic, TopicList, TopicParams, TopicVersions } from "../contract-routing.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["sla.manage"] as const };
const response = { 200: TopicList };

/** What messages are about: names change with a version, and nothing that cases stand under goes away. */
export const topicRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/topics",
		config,
		schema: { summary: "Topics, also those offered no more", response },
		handler: async (request) => ({ items: await listTopics(db, callerOf(request).regionId) }),
	});

	api.route({
		method: "POST",
		url: "/topics",
		config,
		schema: { summary: "Add a topic of the region's own", body: AddTopic, response },
		handler: async (request) => {
			await addTopic(db, callerOf(request), request.body);
			return { items: await listTopics(db, callerOf(request).regionId) };
		},
	});

	api.route({
		method: "PUT",
		url: "/topics/:code",
		config,
		schema: { summary: "Rename a topic, or offer it no more", params: TopicParams, body: SaveTopic, response },
		handler: async (request) => {
			await saveTopic(db, callerOf(request), request.params.code, request.body);
			return { items: await listTopics(db, callerOf(request).regionId) };
		},
	});

	api.route({
		method: "GET",
		url: "/topics/:code/versions",
		config,
		schema: { summary: "What a topic was before", params: TopicParams, response: { 200: TopicVersions } },
		handler: async (request) => {
			const rows = await listTopicVersions(db, callerOf(request).regionId, request.params.code);
			return { items: rows.map(({ saved_at: at, ...row }) => ({ ...row, until: at.toISOString() })) };
		},
	});
};
