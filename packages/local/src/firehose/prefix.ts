// Prefix expressions: `!{namespace:value}` in `Prefix` and `ErrorOutputPrefix`, read once and evaluated per object.
// Guide: "Custom prefixes for Amazon S3 objects".
import { randomInt } from "node:crypto";
import { type DateWriter, javaDate } from "./java-date.js";

/** What an expression is evaluated with. */
export interface PrefixValues {
  /** Arrival of the oldest record in the object, milliseconds since 1970. */
  readonly arrival: number;
  readonly partitionKeys?: Readonly<Record<string, string>>;
  readonly errorOutputType?: string;
}

/** A prefix that was read. */
export interface Prefix {
  /** What it was read from. */
  readonly source: string;
  /** Namespaces that it uses, such as `timestamp` or `firehose:random-string`. */
  readonly uses: ReadonlySet<string>;
  /** Names of `partitionKeyFromQuery`. */
  readonly partitionKeys: ReadonlySet<string>;
  evaluate(values: PrefixValues): string;
}

type Part = (values: PrefixValues) => string;

/** A letter or a digit, 11 of which make a random string. Guide: 11 characters. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_CHARACTERS = 11;

/**
 * Reads a prefix.
 *
 * @param timeZone - IANA name of the stream's `CustomTimeZone`, `UTC` unless said.
 * @returns The prefix, or why the service would refuse it.
 */
export function parsePrefix(source: string, timeZone: string): Prefix | { readonly refused: string } {
  const parts: Part[] = [];
  const uses = new Set<string>();
  const partitionKeys = new Set<string>();
  let rest = source;
  while (rest !== "") {
    const start = rest.indexOf("!{");
    const literal = start < 0 ? rest : rest.slice(0, start);
    if (literal !== "") parts.push(() => literal);
    if (start < 0) break;
    const end = rest.indexOf("}", start);
    if (end < 0) return { refused: `the expression ${rest.slice(start)} is not closed` };
    const body = rest.slice(start + 2, end);
    const part = expression(body, timeZone, uses, partitionKeys);
    if (typeof part !== "function") return part;
    parts.push(part);
    rest = rest.slice(end + 1);
  }
  return { source, uses, partitionKeys, evaluate: (values) => parts.map((part) => part(values)).join("") };
}

function expression(
  body: string,
  timeZone: string,
  uses: Set<string>,
  partitionKeys: Set<string>,
): Part | { readonly refused: string } {
  const colon = body.indexOf(":");
  const namespace = colon < 0 ? body : body.slice(0, colon);
  const value = colon < 0 ? "" : body.slice(colon + 1);
  switch (namespace) {
    case "timestamp": {
      if (value === "") return { refused: "!{timestamp:} needs a pattern such as yyyy/MM/dd" };
      const writer: DateWriter | { readonly refused: string } = javaDate(value, timeZone);
      if (typeof writer !== "function") return { refused: `!{${body}}: ${writer.refused}` };
      uses.add("timestamp");
      return ({ arrival }) => writer(arrival);
    }
    case "firehose":
      uses.add(`firehose:${value}`);
      if (value === "random-string") return randomString;
      if (value === "error-output-type") return ({ errorOutputType = "" }) => errorOutputType;
      return { refused: `!{${body}}: firehose has random-string and error-output-type` };
    case "partitionKeyFromQuery":
      if (value === "") return { refused: "!{partitionKeyFromQuery:} needs the name of a key" };
      uses.add(namespace);
      partitionKeys.add(value);
      return ({ partitionKeys: keys = {} }) => keys[value] ?? "";
    case "partitionKeyFromLambda":
      return { refused: "partitionKeyFromLambda needs a Lambda function, which the local endpoint does not run" };
    default:
      return { refused: `!{${body}}: no such namespace (timestamp, firehose, partitionKeyFromQuery)` };
  }
}

function randomString(): string {
  return Array.from({ length: RANDOM_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
