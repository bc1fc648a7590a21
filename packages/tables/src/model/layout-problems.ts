// Whether partition keys, the stream's prefix and its clock say the same of where a line lies.
// A projection that does not fit gives no rows and no error, so it is an error here, which names both sides.
import { EVENTS_FOLDER, PARTITION_COLUMN } from "@tracklake/envelope";
import { type PartitionKey, timePatterns } from "./partition-keys.js";

/** How lines come to lie where they do. */
export interface Delivery {
  /** Firehose's `Prefix`. */
  readonly prefix: string;
  /** Its `CustomTimeZone`, an IANA name. @default "UTC" */
  readonly timeZone?: string;
  /**
   * For keys of the prefix beside `event_name`, `event_major` and `event_date`: the JQ expression that takes them out of
   * a line, such as `{ tenant: ".organisation_id" }`. It may never be null: Firehose delivers such a line to the errors.
   */
  readonly queries?: Readonly<Record<string, string>>;
}

/**
 * What does not fit, a sentence each that names both sides and the remedy.
 *
 * @param keys - The keys after the table's own folder, in the order of the folders.
 * @param lakeTimeZone - The zone whose days `dt` is.
 * @example
 * layoutProblems([{ name: "dt", type: "date", from: "2026-01-01" }], { prefix: streamPrefix }, "Asia/Tokyo"); // []
 */
export function layoutProblems(keys: readonly PartitionKey[], delivery: Delivery, lakeTimeZone: string): string[] {
  return [...keyProblems(keys), ...prefixProblems(keys, delivery, lakeTimeZone)];
}

function keyProblems(keys: readonly PartitionKey[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const key of keys) {
    const at = `the partition key ${key.name}`;
    if (!/^[a-z][a-z0-9_]*$/.test(key.name)) problems.push(`${at} is not lower_snake: give it another name.`);
    if (seen.has(key.name)) problems.push(`${at} is there twice: take one of the two out.`);
    seen.add(key.name);
    problems.push(...valueProblems(key, at));
  }
  if (!keys.some(({ name, type }) => name === PARTITION_COLUMN && type === "date")) {
    problems.push(`the keys have no ${PARTITION_COLUMN} of type date, by which views find copies: add it.`);
  }
  return problems;
}

function valueProblems(key: PartitionKey, at: string): string[] {
  switch (key.type) {
    case "date":
    case "hour":
      return /^\d{4}-\d{2}-\d{2}$/.test(key.from) ? [] : [`${at} begins at "${key.from}": write YYYY-MM-DD.`];
    case "enum": {
      const odd = key.values.find((value) => value === "" || /[,/\s]/.test(value));
      if (key.values.length === 0) return [`${at} has no values: list them, or make it injected.`];
      return odd === undefined
        ? []
        : [`${at} has the value "${odd}", and a comma, a slash or a space parts values: rename it.`];
    }
    case "integer": {
      const [first, last] = key.range;
      if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) {
        return [`${at} has the range ${first} to ${last}: give two whole numbers, the lesser first.`];
      }
      const least = String(last).length;
      const short = key.digits !== undefined && key.digits < least;
      return short ? [`${at} has ${key.digits} digits and values up to ${last}: give it ${least} digits.`] : [];
    }
    case "injected":
      return [];
  }
}

interface Folder {
  /** The key, of a folder `<key>=<value>`. */
  readonly key: string | undefined;
  readonly value: string;
}

function prefixProblems(
  keys: readonly PartitionKey[],
  { prefix, timeZone = "UTC" }: Delivery,
  lakeZone: string,
): string[] {
  if (!prefix.endsWith("/"))
    return [`the prefix "${prefix}" does not end in "/": add it, or objects lie beside their folder.`];
  const folders = prefix.split("/").slice(0, -1).map(folderOf);
  const first = folders.findIndex(({ key }) => key !== undefined);
  const placed = first < 0 ? [] : folders.slice(first);
  const problems = rootProblems(folders.slice(0, first < 0 ? undefined : first), prefix);
  for (const [index, key] of keys.entries()) {
    const at = placed.findIndex((folder) => folder.key === key.name);
    const folder = placed[at];
    if (!folder) {
      problems.push(
        `the table has the partition key ${key.name}, and the prefix "${prefix}" no folder ${key.name}=…/: ` +
          `add ${key.name}=${suggestion(key)}/ to the prefix, or take the key out.`,
      );
    } else if (at !== index) {
      problems.push(
        `${key.name} is key ${index + 1} of the table and folder ${at + 1} of the prefix "${prefix}": give both the same order.`,
      );
    } else problems.push(...folderProblems(key, folder.value, timeZone, lakeZone));
  }
  for (const { key, value } of placed) {
    if (key !== undefined && keys.some(({ name }) => name === key)) continue;
    problems.push(keyless(key === undefined ? value : `${key}=${value}`));
  }
  return problems;
}

/** Tables lie at `events/<event>_v<major>/`: what is written elsewhere is in none of them. */
function rootProblems(folders: readonly Folder[], prefix: string): string[] {
  const text = folders.map(({ value }) => `${value}/`).join("");
  const same = text.startsWith(tableRoot);
  // What comes after it is told as a folder without a key.
  if (same) return folders.slice(tableRoot.split("/").length - 1).map(({ value }) => keyless(value));
  return [
    `the tables lie at ${tableRoot.replace(/!\{\w+:(\w+)\}/g, "<$1>")}, and the prefix "${prefix}" begins with "${text}": ` +
      `begin it with ${tableRoot}`,
  ];
}

const tableRoot = `${EVENTS_FOLDER}/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/`;

function keyless(folder: string): string {
  return (
    `the prefix has the folder ${folder}/, and the table no key for it, so the location template would end before the files: ` +
    "add the key, or take the folder out of the prefix."
  );
}

function folderOf(text: string): Folder {
  const [, key, value = ""] = /^([A-Za-z0-9_]+)=(.*)$/.exec(text) ?? [];
  return { key, value: key === undefined ? text : value };
}

function suggestion({ name, type }: PartitionKey): string {
  return type === "hour"
    ? "!{timestamp:yyyy-MM-dd-HH}"
    : `!{partitionKeyFromQuery:${name === PARTITION_COLUMN ? "event_date" : name}}`;
}

function folderProblems(key: PartitionKey, value: string, timeZone: string, lakeZone: string): string[] {
  const pattern = /^!\{timestamp:([^}]*)\}$/.exec(value)?.[1];
  if (pattern === undefined) return sourceProblems(key, value, lakeZone);
  if (key.type !== "date" && key.type !== "hour") {
    const known = /^(yyyy|MM|dd|HH)$/.test(pattern) && key.type === "integer";
    return known
      ? paddingProblems(key, pattern)
      : [`${key.name} is of type ${key.type}, and its folder is a time, ${value}: make one the other.`];
  }
  const wanted = timePatterns[key.type];
  const problems =
    pattern === wanted
      ? []
      : [
          `${key.name} is read as ${wanted}, and the prefix writes ${pattern}: write !{timestamp:${wanted}} in the prefix.`,
        ];
  if (key.name !== PARTITION_COLUMN || timeZone === lakeZone) return problems;
  return [
    ...problems,
    `${key.name} is a day of ${lakeZone}, and the prefix writes days of ${timeZone}: set CustomTimeZone to ${lakeZone}, ` +
      `or partition by !{partitionKeyFromQuery:event_date}.`,
  ];
}

/** Of a folder that is no time: a query by JQ, or the same text for every line. */
function sourceProblems(key: PartitionKey, value: string, lakeZone: string): string[] {
  const query = /^!\{partitionKeyFromQuery:([^}]*)\}$/.exec(value)?.[1];
  const wanted = suggestion(key);
  if (query !== undefined) {
    const right = key.name === PARTITION_COLUMN ? "event_date" : key.name;
    if (query === right) return [];
    const wants =
      key.name === PARTITION_COLUMN ? `${key.name} is the day of event_time in ${lakeZone}` : `the key is ${key.name}`;
    return [`${wants}, and the prefix writes ${query} there: write ${key.name}=${wanted}/.`];
  }
  if (!value.includes("!{") && holds(key, value)) return [];
  const why = value.includes("!{") ? "" : " for every line";
  return [
    `the prefix writes ${key.name}=${value}/${why}, which is no value of that key of type ${key.type}: write ${wanted}.`,
  ];
}

/** Whether a text is among a key's values: such as the region of a stream, of which there is one for each. */
function holds(key: PartitionKey, value: string): boolean {
  if (key.type === "enum") return key.values.includes(value);
  if (key.type !== "integer") return key.type === "injected" && value !== "";
  const [first, last] = key.range;
  const text = String(Number(value)).padStart(key.digits ?? 1, "0");
  return text === value && Number(value) >= first && Number(value) <= last;
}

function paddingProblems(key: PartitionKey & { readonly type: "integer" }, pattern: string): string[] {
  if (key.digits === pattern.length) return [];
  return [
    `${key.name} is read with ${key.digits ?? "no fixed"} digits, and the prefix writes ${pattern.length} (${pattern}): ` +
      `give the key ${pattern.length} digits.`,
  ];
}
