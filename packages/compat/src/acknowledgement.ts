// Acknowledgements of intended breaks: a committed file, so that they are reviewed, work offline and on forks.
// Each names one change by its fingerprint; another change of the same field has another one and is not covered, nor is the
// same one when it is made again after it was published and taken back.
import { canonicalJson, compareText } from "@tracklake/schema";
import { CompatError } from "./errors.js";
import type { Judgement } from "./judgement.js";
import { type RuleId, ruleIds } from "./rule-id.js";

/** One intended break. */
export interface Acknowledgement {
  /** The fingerprint of the judgement. */
  readonly fingerprint: string;
  readonly rule: RuleId;
  readonly event: string;
  readonly path: string;
  /** Why it is intended. */
  readonly reason: string;
  readonly author: string;
  /** The last day, `YYYY-MM-DD`, on which it holds. */
  readonly expires: string;
}

/** Days for which an acknowledgement may hold: what is intended is thought over once a year, or it is forgotten. */
export const MOST_DAYS = 366;

/**
 * The last day that an acknowledgement may name.
 *
 * @param today - `YYYY-MM-DD`.
 * @example
 * latestExpiry("2026-01-01"); // "2027-01-02"
 */
export function latestExpiry(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + MOST_DAYS * 86_400_000).toISOString().slice(0, 10);
}

/** Characters of a fingerprint that the command takes: enough to tell changes apart, short enough to read. */
export const FINGERPRINT_CHARACTERS = 12;

/**
 * The command that acknowledges a break, or several, to paste.
 *
 * @example
 * acknowledgeCommand({ fingerprint: "3f9a0c11d2e4b7a8…" }); // 'npx tracklake acknowledge 3f9a0c11d2e4 --reason "why"'
 */
export function acknowledgeCommand(...breaks: readonly Pick<Judgement, "fingerprint">[]): string {
  const named = breaks.map(({ fingerprint }) => fingerprint.slice(0, FINGERPRINT_CHARACTERS)).join(" ");
  return `npx tracklake acknowledge ${named} --reason "why"`;
}

/**
 * Reads the file of acknowledgements.
 *
 * @param text - JSON: `{ "acknowledgements": [...] }`.
 * @throws CompatError `acknowledgements-unreadable`, with the place.
 * @example
 * readAcknowledgements('{ "acknowledgements": [] }'); // []
 */
export function readAcknowledgements(text: string): Acknowledgement[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(`it is not JSON: ${(cause as Error).message}`, cause);
  }
  const list = membersOf(value).acknowledgements;
  if (!Array.isArray(list)) throw unreadable('it is not { "acknowledgements": [ … ] }');
  return list.map((entry, index) => readEntry(membersOf(entry), `acknowledgements[${index}]`));
}

/** The file's text: sorted by event, path and rule, two spaces, a newline at the end; equal lists are equal bytes. */
export function acknowledgementsText(list: readonly Acknowledgement[]): string {
  const sorted = [...list].sort(
    (a, b) =>
      compareText(a.event, b.event) ||
      compareText(a.path, b.path) ||
      compareText(a.rule, b.rule) ||
      compareText(a.fingerprint, b.fingerprint),
  );
  return `${JSON.stringify(JSON.parse(canonicalJson({ acknowledgements: sorted })), null, 2)}\n`;
}

/** The list with one more entry; one of the same fingerprint is replaced. */
export function acknowledge(list: readonly Acknowledgement[], entry: Acknowledgement): Acknowledgement[] {
  return [...list.filter(({ fingerprint }) => fingerprint !== entry.fingerprint), entry];
}

const texts = ["fingerprint", "rule", "event", "path", "reason", "author", "expires"] as const;

function readEntry(entry: Readonly<Record<string, unknown>>, at: string): Acknowledgement {
  for (const key of texts) {
    const value = entry[key];
    if (typeof value !== "string" || value.trim() === "") throw unreadable(`${at}.${key} is no text`);
  }
  const { fingerprint, rule, expires } = entry as unknown as Acknowledgement;
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw unreadable(`${at}.fingerprint is not 64 hexadecimal digits`);
  if (!ruleIds.includes(rule)) throw unreadable(`${at}.rule is "${rule}", which is no rule`);
  if (!isDay(expires)) throw unreadable(`${at}.expires is "${expires}", not a day such as 2026-12-31`);
  return entry as unknown as Acknowledgement;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function unreadable(why: string, cause?: unknown): CompatError {
  return new CompatError(
    "acknowledgements-unreadable",
    `The acknowledgements cannot be read: ${why}. Correct the file, or restore it from version control.`,
    { cause },
  );
}
