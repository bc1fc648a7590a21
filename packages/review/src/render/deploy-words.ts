// What is done in a step of deploying, and why then. Quotes are the renderer's own.
import type { CallEdits, Sent } from "../call-edits.js";
import type { DeployStep } from "../deploy-order.js";
import type { Quote } from "./review-words.js";

const MOST_NAMES = 20;
/** Paths are longer than names, and stand in the tables above. */
const MOST_PATHS = 6;

/** One step. */
export function deployLine({ action, events, calls }: DeployStep, quote: Quote): string {
  const names = listed(events.map(quote));
  const apply = quote("npx tracklake apply");
  switch (action) {
    case "apply-tables":
      return `Tables: ${apply}, for ${names}. What arrives before its column is there can be dropped in silence.`;
    case "replace-views":
      return `Views: run what ${quote("npx tracklake ddl --views")} prints, for ${names}.`;
    case "change-queries":
      return `Queries: change those above that read a column of another type from ${names}. They meet it as soon as the view is replaced.`;
    case "deploy-code":
      return `Deploy ${codeThat(calls, names, quote)}.`;
    case "remove-calls":
      return `Deploy ${codeThat(calls, names, quote)}. What older code still sends until then is kept.`;
    case "apply-rest":
      return `Tables after that: ${apply}, for ${names}. Columns stay, and are NULL from then on.`;
    case "apply-any-time":
      return `Tables, at any time: ${apply}, for ${names}. No column changes; descriptions and the revision do.`;
  }
}

function codeThat(calls: CallEdits = { tracks: [], stops: [], sends: [] }, names: string, quote: Quote): string {
  const { tracks, stops, sends } = calls;
  // What an event that is tracked from now on sends is all new.
  const known = sends.filter(({ path }) => !tracks.some((event) => path.startsWith(`${event}.`)));
  const said = [
    verb("no longer tracks", stops.filter(isEvent), quote),
    verb("no longer sets", stops.filter(isContext), quote),
    verb("no longer sends", stops.filter(isField), quote),
    tracks.length === 0 ? "" : `tracks ${listed(tracks.map(quote))}`,
    verb("sets", known.filter(isContext), quote),
    verb("sends", known.filter(isField), quote),
  ].filter((part) => part !== "");
  if (said.length === 0) return `the code that tracks ${names}`;
  const last = said.length > 1 ? ` and ${said.at(-1)}` : "";
  return `the code that ${(last === "" ? said : said.slice(0, -1)).join(", ")}${last}`;
}

function isContext({ context }: Sent): boolean {
  return context !== undefined;
}

function isEvent({ path, context }: Sent): boolean {
  return context === undefined && !path.includes(".");
}

function isField({ path }: Sent): boolean {
  return path.includes(".");
}

function verb(words: string, sent: readonly Sent[], quote: Quote): string {
  return sent.length === 0
    ? ""
    : `${words} ${listed(
        sent.map((one) => sentText(one, quote)),
        MOST_PATHS,
      )}`;
}

function sentText({ path, value, context, optional = false }: Sent, quote: Quote): string {
  if (context !== undefined) return `${quote(context)} for ${quote(path)}`;
  if (value !== undefined) return `${quote(value)} as ${quote(path)}`;
  return `${quote(path)}${optional ? " (optional)" : ""}`;
}

function listed(texts: readonly string[], most = MOST_NAMES): string {
  const rest = texts.length - most;
  return `${texts.slice(0, most).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
