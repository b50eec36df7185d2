import type * as agencies from "../src/http/contract-agencies.ts";
import type * as routing from "../src/http/contract-routing.ts";
import { request } from "./api.ts";

/** Agencies, topics and the routing table: types of the contract, and a function per route. */

export type Agency = agencies.Agency;
export type SaveAgency = agencies.SaveAgency;
export type AddAgency = agencies.AddAgency;
export type RoutingRule = routing.RoutingRule;
export type SaveRule = routing.SaveRule;
export type AskRoute = routing.AskRoute;
export type Topic = routing.Topic;
export type SaveTopic = routing.SaveTopic;
export type AddTopic = routing.AddTopic;

const topicPath = (code: string) => `/topics/${encodeURIComponent(code)}`;

export const routingApi = {
	agencies: () => request<agencies.Agencies>("GET", "/agencies"),
	addAgency: (agency: AddAgency) => request<agencies.Agencies>("POST", "/agencies", agency),
	saveAgency: (id: number, agency: SaveAgency) => request<agencies.Agencies>("PUT", `/agencies/${id}`, agency),

	table: () => request<routing.RoutingTable>("GET", "/routing"),
	addRule: (rule: SaveRule) => request<routing.RoutingTable>("POST", "/routing", rule),
	saveRule: (id: number, rule: SaveRule) => request<routing.RoutingTable>("PUT", `/routing/${id}`, rule),
	removeRule: (id: number) => request<routing.RoutingTable>("DELETE", `/routing/${id}`),
	ask: (about: AskRoute) => request<routing.Routed>("POST", "/routing/example", about),

	topics: () => request<routing.TopicList>("GET", "/topics"),
	addTopic: (topic: AddTopic) => request<routing.TopicList>("POST", "/topics", topic),
	saveTopic: (code: string, topic: SaveTopic) => request<routing.TopicList>("PUT", topicPath(code), topic),
	versions: (code: string) => request<routing.TopicVersions>("GET", `${topicPath(code)}/versions`),
};
