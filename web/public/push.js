// The service worker: shows what the desk tells of, also while it is closed. It keeps nothing and answers for no address.

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
	const { title, body, path } = event.data?.json() ?? {};
	// a browser that took a message has to show one, whatever is in it
	const shown = self.registration.showNotification(title ?? "Отклик", {
		body: body ?? "",
		icon: "/favicon.svg",
		data: { path: path ?? "/notices" },
	});
	event.waitUntil(shown);
});

self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	event.waitUntil(open(event.notification.data?.path ?? "/notices"));
});

/** A tab in which somebody may be writing is left as it is: one that shows this very address comes to the front, or a new one opens. */
async function open(path) {
	const url = new URL(path, self.location.origin);
	if (url.origin !== self.location.origin) return;
	const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	const tab = tabs.find((one) => new URL(one.url).pathname === url.pathname);
	await (tab ? tab.focus() : self.clients.openWindow(url.href));
}
