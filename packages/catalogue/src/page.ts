// The frame of every page: head, style, header. One stylesheet inside, light and dark.
import { Html, html } from "./html.js";

const style = `
:root{--bg:#fff;--ink:#1c2330;--soft:#5b6577;--line:#e3e7ee;--code:#f5f7fa;--accent:#0b6bcb;--warn:#a35200}
@media(prefers-color-scheme:dark){:root{--bg:#12161d;--ink:#e7ebf2;--soft:#9aa5b8;--line:#2a3240;--code:#1a202a;--accent:#6fb3ff;--warn:#ffb366}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
header,main{max-width:62rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;gap:.75rem;align-items:baseline;border-bottom:1px solid var(--line)}
header a{font-weight:650;color:inherit;text-decoration:none}
h1{font:650 1.7rem/1.25 ui-monospace,monospace;margin:1rem 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
a{color:var(--accent)}
.soft{color:var(--soft)}
.warn{color:var(--warn)}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:550;font-size:.85rem}
code,pre{font:.88rem/1.5 ui-monospace,monospace}
td code{overflow-wrap:anywhere}
td:first-child code{white-space:nowrap;overflow-wrap:normal}
td:nth-child(2){min-width:9rem}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.85rem 1rem;overflow-x:auto}
.tag{border:1px solid var(--line);border-radius:99px;padding:0 .5rem;font-size:.8rem;color:var(--soft);white-space:nowrap}
`;

/** A whole document around a page's main part. */
export function page(title: string, main: Html, home = "./"): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header><a href="${home}">Tracklake</a> <span class="soft">event catalogue</span></header>
<main>
${main}
</main>
</body>
</html>
`.text;
}
