// What text and Markdown say alike of a review: its verdict in one line, headings, counts, the order of deploying.
// Quotes are the renderer's own.
import type { Axis, Response, Verdict } from "@tracklake/compat";
import { axes } from "@tracklake/compat";
import { FALLBACK_REGION, prices } from "@tracklake/tables";
import { mistakenWords } from "../mistaken-words.js";
import type { CallAtRisk, ChangedViewColumn, EventReview, RetiredReview, Review, ReviewedChange } from "../review.js";
import { ASSUMED_CHARACTERS, ASSUMED_ITEMS, type RowGrowth } from "../row-growth.js";

/** How a text is quoted: not at all on a terminal, in backticks in Markdown. */
export type Quote = (text: string) => string;

/** The verdict, in one line. */
export function verdictLine(review: Review): string {
  const changes = [...review.events, ...review.retired, { changes: review.lake }].flatMap((event) => event.changes);
  const count = (wanted: (change: ReviewedChange) => boolean) => changes.filter(wanted).length;
  const refused = count(({ level, command }) => level === "error" && command === undefined);
  const isOpen = ({ level, command }: ReviewedChange) => level === "error" && command !== undefined;
  const isAccepted = ({ acknowledged, label }: ReviewedChange) => acknowledged !== undefined || label !== undefined;
  // Personal data in clear, or what the policy asks for, may need an acknowledgement though nothing breaks.
  const both = (wanted: (change: ReviewedChange) => boolean, what: string) => [
    quantity(
      count((change) => wanted(change) && breaksSomething(change)),
      "break",
      what,
    ),
    quantity(
      count((change) => wanted(change) && !breaksSomething(change)),
      "change",
      what,
    ),
  ];
  const warned = review.findings.filter(({ severity }) => severity === "warning").length;
  const warnings = count(({ level }) => level === "warning") + warned;
  const passed = count(breaksSomething);
  const problems = review.findings.filter(({ severity }) => severity === "error").length;
  switch (review.verdict) {
    case "unsound":
      return `${plural(problems, "error")} to correct before anything can be compared`;
    case "nothing":
      return "nothing differs";
    case "breaks":
      return sentenceOf([
        problems > 0 && plural(problems, "error"),
        refused > 0 && `${plural(refused, "break")} refused`,
        ...both(isOpen, "to acknowledge"),
        warnings > 0 && plural(warnings, "warning"),
      ]);
    case "acknowledged":
      return sentenceOf([
        ...both(isAccepted, "acknowledged"),
        warnings > 0 && plural(warnings, "warning"),
        "nothing stops this change",
      ]);
    case "warnings":
      return `${plural(warnings, "warning")}, nothing stops this change`;
    case "notes":
      return passed > 0 ? passedText(passed) : "nothing breaks, see the notes";
    default:
      return passed > 0 ? passedText(passed) : "nothing breaks";
  }
}

/** What breaks and is answered with a note or with nothing, as the project decided. */
function passedText(count: number): string {
  return `${plural(count, "break")} that the project's policy lets pass, nothing stops this change`;
}

function breaksSomething({ judgement: { verdicts } }: ReviewedChange): boolean {
  return Object.values(verdicts).includes("break");
}

/** A count with its noun and what is said of it; nothing for none. */
function quantity(count: number, noun: string, what: string): string {
  return count === 0 ? "" : `${plural(count, noun)} ${what}`;
}

/** What was compared, and how much differs. */
export function summaryLine({ events, retired, standing, unchanged }: Review): string {
  const majors = events.filter(({ follows }) => follows !== undefined).length;
  const fresh = events.filter(({ before }) => before === null).length - majors;
  const followed = retired.filter(({ successor }) => successor !== undefined).length;
  const counts = [
    plural(fresh, "new event"),
    plural(majors, "new major"),
    plural(events.length - fresh - majors, "changed event"),
    plural(retired.length - followed, "retired event"),
    plural(followed, "retired major"),
    plural(standing.length, "earlier draft"),
    plural(unchanged, "unchanged event"),
  ].filter((part) => part !== "");
  return counts.length === 0 ? "" : `${counts.join(", ")}.`;
}

/** An event with its revisions. */
export function headingOf({ event, major, before, revision, returns, follows }: EventReview, quote: Quote): string {
  if (follows) return `${quote(event)} ${follows.major}.${follows.revision} → ${major}.${revision} (new major)`;
  if (before === null) return `${quote(event)} ${major}.${revision} (new)`;
  return `${quote(event)} ${major}.${before} → ${major}.${revision}${returns ? " (was retired, defined again)" : ""}`;
}

/** An event that is gone. */
export function retiredLine({ event, major, revision, successor }: RetiredReview, quote: Quote): string {
  if (successor !== undefined) {
    return `${quote(event)} ${major}.${revision} retired: major ${successor} goes on; the table of major ${major} stays under the view`;
  }
  return `${quote(event)} ${major}.${revision} retired: it is defined no more; its table and view stay`;
}

/** What becomes of a column of a view. */
export function viewColumnLine({ view, name, was, is, older }: ChangedViewColumn, quote: Quote): string {
  const column = `view ${quote(view)}: column ${quote(name)} ${quote(was)}`;
  if (is === undefined) return `${column} is gone`;
  return `${column} → ${quote(is)}${older === undefined ? "" : `; older rows have it in ${quote(older)}`}`;
}

/** What is at odds with a call. */
export function callWords({ event, path, rule }: CallAtRisk, quote: Quote): string {
  if (rule === "EVENT_RETIRED") return `tracks ${quote(event)}, which is defined no more`;
  const lacks = rule === "REQUIRED_FIELD_ADDED" || rule === "FIELD_BECAME_REQUIRED";
  if (lacks) return `does not send ${quote(path)}`;
  return rule === "FIELD_RENAMED" ? `sends what is ${quote(path)} now` : `sends ${quote(path)}`;
}

/** Changes, the worst first; those of one level as the rules list them. */
export function worstFirst(changes: readonly ReviewedChange[]): ReviewedChange[] {
  const rank = { error: 0, warning: 1, note: 2, safe: 3 };
  return [...changes].sort((a, b) => rank[a.level] - rank[b.level]);
}

/** A change's path within its event: the event's own name says nothing in its own table. */
export function pathWithin({ judgement: { path, event } }: ReviewedChange): string {
  return path === event ? "" : path.startsWith(`${event}.`) ? path.slice(event.length + 1) : path;
}

const said: Readonly<Record<Response, string>> = {
  refuse: "refused",
  acknowledge: "to acknowledge",
  warn: "warning",
  note: "note",
  off: "",
};

/** The axes on which a change is not safe, each with the project's answer; empty for a change that is safe everywhere. */
export function axisWords(change: ReviewedChange): { axis: Axis; verdict: Verdict; answer: string }[] {
  const { judgement, responses, acknowledged, label } = change;
  const accepted = acknowledged !== undefined || label !== undefined;
  return axes.flatMap((axis) => {
    const verdict = judgement.verdicts[axis];
    if (verdict === "safe") return [];
    const response = responses[axis];
    const answer = response === "acknowledge" && accepted ? "acknowledged" : said[response ?? "off"];
    return [{ axis, verdict, answer }];
  });
}

/** Why a change passes or does not, where an acknowledgement is the reason. */
export function acceptance({ acknowledged, expired, mistaken, label }: ReviewedChange, quote: Quote): string {
  if (acknowledged) {
    const { author, expires, reason } = acknowledged;
    return `Acknowledged by ${quote(author)} until ${expires}: ${quote(reason)}.`;
  }
  if (label !== undefined) return `Acknowledged by the label ${quote(label)}.`;
  if (mistaken) return mistakenWords(mistaken, quote);
  return expired ? `Its acknowledgement by ${quote(expired.author)} expired on ${expired.expires}.` : "";
}

/** S3 Standard, where no region is asked for. */
const S3_DOLLARS_A_GB_MONTH = prices[FALLBACK_REGION]?.s3GbMonth ?? 0;
const EVENTS_A_DAY = 1_000_000;

/** What wider rows cost for as long as they are kept. */
export function growthLine({ always, atMost, retention }: RowGrowth): string {
  const bytes =
    always === 0
      ? `Rows that carry it grow by about ${plural(atMost, "byte")}`
      : `Every row grows by about ${always === atMost ? plural(always, "byte") : `${always} to ${atMost} bytes`}`;
  const gigabytes = (atMost * EVENTS_A_DAY * (retention ?? 365)) / 1e9;
  const dollars = amount(gigabytes * S3_DOLLARS_A_GB_MONTH);
  const kept =
    retention === null
      ? `${amount(gigabytes)} GB more every year, as no retention is set; a year of them costs ${dollars} USD a month`
      : `${amount(gigabytes)} GB while they are kept (${retention} days, the event's retention), ${dollars} USD a month`;
  return (
    `${bytes}. A million such events a day are ${kept} in S3 Standard. ` +
    `An estimate: JSON without compression, ${ASSUMED_CHARACTERS} characters a text and ${ASSUMED_ITEMS} items a list where nothing bounds them, us-east-1.`
  );
}

function amount(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : String(Number(value.toPrecision(2)));
}

/** A count with its noun, such as "2 changed events"; nothing for none. */
export function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function sentenceOf(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== "").join(", ");
}
