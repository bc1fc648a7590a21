// A dead letter's values without those that could not be kept as they were: a text that was shortened, digits that stand
// for a number. What is left is what the event said; nothing that it never said is sent.
import type { DeadLetter } from "@tracklake/sdk";

/** Places of values that a letter names at most. Source: the SDK's redact.ts. */
const MOST_CUTS = 50;

/** The letter without them, or why that cannot be told. */
export function withoutCut(letter: DeadLetter): DeadLetter | { readonly problem: string } {
  const { cut = [] } = letter;
  if (cut.length === 0) return letter;
  if (cut.length >= MOST_CUTS) return { problem: "lost more values than its dead letter names" };
  const values = structuredClone({ known: letter.known ?? {}, contexts: letter.contexts ?? {} });
  for (const path of cut) {
    // The whole of it: something is missing that nobody can name, and nothing there is wrong.
    if (path === "") continue;
    const context = Object.keys(values.contexts).find((name) => isBelow(path, `/contexts/${name}`));
    const found =
      context === undefined
        ? leaveOut(values.known, path)
        : leaveOut(values.contexts[context], path.slice(`/contexts/${context}`.length));
    if (!found) return { problem: `lost the value of ${path}, which cannot be found in its dead letter` };
  }
  return { ...letter, ...values };
}

/** Takes a value out. @returns whether its place could be found; nothing may be there any more. */
function leaveOut(value: unknown, path: string): boolean {
  if (path === "") return true;
  if (typeof value !== "object" || value === null) return value === undefined || value === null;
  const members = value as Record<string, unknown>;
  // Keys stand in a path as they are, slashes too: the longest that fits is meant.
  const fitting = Object.keys(members).filter((name) => isBelow(path, `/${shown(name)}`));
  const length = Math.max(...fitting.map((name) => shown(name).length));
  const keys = fitting.filter((name) => shown(name).length === length);
  // What was not kept at all is not there: nothing has to be taken out.
  if (keys.length === 0) return !path.slice(1).includes("/");
  return keys.map((key) => leaveOutMember(members, key, path.slice(length + 1))).every(Boolean);
}

function leaveOutMember(members: Record<string, unknown>, key: string, rest: string): boolean {
  if (rest !== "") return leaveOut(members[key], rest);
  if (Array.isArray(members)) members[Number(key)] = null;
  else delete members[key];
  return true;
}

/** A key as a path holds it. Source: the SDK's redact.ts. */
function shown(key: string): string {
  return key.slice(0, 200).toWellFormed();
}

function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
