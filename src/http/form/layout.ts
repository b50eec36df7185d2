import { createHash } from "node:crypto";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { pageScript } from "./script.ts";
import type { Language } from "./words.ts";

/** Everything is in the page itself: one request, no cookies, nothing from anybody else. */
const style = `
:root{color-scheme:light dark;--ink:#1c2024;--quiet:#60646c;--ground:#fff;--soft:#f0f0f3;--line:#8b8d98;--accent:#0b57c4;--on:#fff;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#edeef0;--quiet:#b0b4ba;--ground:#111113;--soft:#212225;--line:#777b84;--accent:#8ab4ff;--on:#0b1a33;--bad:#ff9c94}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
main{max-width:38rem;margin:0 auto;padding:1rem 1rem 4rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;color:var(--quiet)}
h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .5rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
a{color:var(--accent)}
label,legend{display:block;font-weight:600;margin-top:1.5rem}
small,.quiet{color:var(--quiet);font-size:.9375rem;font-weight:400}
.hint{margin:.1rem 0 .35rem;color:var(--quiet);font-size:.9375rem}
input,textarea,button{font:inherit;color:inherit}
input[type=text],textarea,input[type=file]{width:100%;padding:.6rem .7rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground)}
textarea{min-height:9rem;resize:vertical}
:is(input,textarea)[aria-invalid=true]{border:2px solid var(--bad)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{min-height:2.75rem;padding:.5rem 1.1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--soft);cursor:pointer}
button.main{margin-top:1.5rem;border-color:var(--accent);background:var(--accent);color:var(--on);font-weight:600}
.bad{color:var(--bad);margin:.25rem 0;font-weight:600}
.box{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
.box h2{margin:0}
.box.trouble{border:2px solid var(--bad)}
.said{white-space:pre-wrap;margin:.25rem 0 0}
fieldset{border:0;padding:0;margin:1.5rem 0 0;min-width:0}
fieldset>legend{margin:0;padding:0}
.check{display:flex;gap:.6rem;align-items:start;font-weight:400}
.check input{width:1.4rem;height:1.4rem;margin:.1rem 0 0;flex:none}
.trap{position:absolute;left:-9999px}
dl{margin:1rem 0}dt{color:var(--quiet);font-size:.9375rem}dd,dd.said{margin:0 0 .6rem}
ul{padding-left:1.2rem}`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const rules = (script: string[]): string =>
	[
		"default-src 'none'",
		`style-src ${hashOf(style)}`,
		...script,
		"form-action 'self'",
		"frame-ancestors 'none'",
		"base-uri 'none'",
	].join("; ");

/** What the pages may do: their own style and script, known by their hashes, and sending forms back here. */
export const contentPolicy = rules([`script-src ${hashOf(pageScript)}`]);

/** The same for a page without a script. */
export const scriptlessPolicy = rules([]);

export type Document = { language: Language; title: string; header: Html; body: Html };

/** A whole page. */
export const documentOf = (document: Document): string =>
	wholePage(document, "noindex", html`<script>${{ markup: pageScript }}</script>`);

/** A whole page without a script, behind a secret address. */
export const scriptlessDocumentOf = (document: Document): string => wholePage(document, "noindex,nofollow", html``);

function wholePage({ language, title, header, body }: Document, robots: string, script: Html): string {
	return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="${robots}"><title>${title}</title><style>${{ markup: style }}</style></head>
<body><main><header>${header}</header>${body}</main>${script}</body></html>`.markup;
}
