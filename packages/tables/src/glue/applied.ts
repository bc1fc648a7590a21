// What was last applied to a table, kept in the table's own parameters, so that any pipeline can merge by three ways.
// Guide: a parameter's value has at most 512,000 characters, and all of a table about 1 MB: hence deflated, or hashed.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { TableInput } from "@aws-sdk/client-glue";
import { canonicalJson, sha256 } from "@tracklake/schema";
import { APPLIED } from "../model/table-models.js";

/** The parts of a table that were ours when it was last applied. */
export interface Applied {
  readonly description?: string;
  readonly owner?: string;
  readonly columns: readonly AppliedColumn[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly inputFormat?: string;
  readonly outputFormat?: string;
  readonly serde?: string;
  readonly serdeParameters?: Readonly<Record<string, string>>;
  /** Whether the table was somebody else's before: it keeps its location, SerDe and partitions. */
  readonly adopted?: true;
  /** Whether texts are kept as hashes, for there were too many. */
  readonly hashed?: true;
}

/** A column of ours. */
export interface AppliedColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
}

const PREFIX = "v1:";
/** Half of what a parameter may have, for others keep parameters of theirs in the same megabyte. */
const LONGEST = 256_000;
/** Bytes of the longest record that is read: far more than a table of a megabyte can hold. */
const MOST = 64 * 1024 * 1024;

/** What an input applies, of ours alone. */
export function appliedOf(input: TableInput): Applied {
  const { Description, Owner, StorageDescriptor: storage = {}, Parameters = {} } = input;
  const { [APPLIED]: _, ...parameters } = Parameters;
  return defined({
    description: Description,
    owner: Owner,
    columns: (storage.Columns ?? []).map(({ Name = "", Type = "", Comment }) =>
      defined({ name: Name, type: Type, comment: Comment }),
    ),
    parameters,
    location: storage.Location,
    inputFormat: storage.InputFormat,
    outputFormat: storage.OutputFormat,
    serde: storage.SerdeInfo?.SerializationLibrary,
    serdeParameters: storage.SerdeInfo?.Parameters,
  });
}

/** The record as a parameter's value. */
export function encodeApplied(applied: Applied): string {
  const whole = packed(applied);
  return whole.length <= LONGEST ? whole : packed(hashed(applied));
}

/** The record that a value holds; `undefined` for a value that holds none, such as a fingerprint. */
export function decodeApplied(value: string | undefined): Applied | undefined {
  if (!value?.startsWith(PREFIX)) return undefined;
  try {
    const bytes = inflateRawSync(Buffer.from(value.slice(PREFIX.length), "base64"), { maxOutputLength: MOST });
    const read = JSON.parse(bytes.toString("utf8")) as Partial<Applied>;
    return { ...read, columns: read.columns ?? [], parameters: read.parameters ?? {} };
  } catch {
    // Somebody cut or changed the value: nothing is known of what was applied, and theirs is kept where in doubt.
    return undefined;
  }
}

/** Whether two records say the same, either of them hashed or not. */
export function sameApplied(a: Applied | undefined, b: Applied): boolean {
  if (!a) return false;
  const either = a.hashed || b.hashed;
  return canonicalJson(either ? hashed(a) : a) === canonicalJson(either ? hashed(b) : b);
}

/** Whether a live text is what was applied. */
export function isApplied({ hashed: short }: Applied, was: string | undefined, live: string | undefined): boolean {
  if (was === undefined || live === undefined) return was === live;
  return was === live || (short === true && was === hash(live));
}

function packed(applied: Applied): string {
  return PREFIX + deflateRawSync(canonicalJson(applied), { level: 9 }).toString("base64");
}

function hashed(applied: Applied): Applied {
  if (applied.hashed) return applied;
  const { description, columns, parameters, serdeParameters } = applied;
  const each = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, hash(text)]));
  return defined({
    ...applied,
    description: description === undefined ? undefined : hash(description),
    columns: columns.map(({ name, type, comment }) =>
      defined({ name, type: hash(type), comment: comment === undefined ? undefined : hash(comment) }),
    ),
    // Those of the format and of projection stay readable: an adopted table's are needed again.
    parameters: applied.adopted ? parameters : each(parameters),
    serdeParameters: serdeParameters && !applied.adopted ? each(serdeParameters) : serdeParameters,
    hashed: true as const,
  });
}

function hash(text: string): string {
  return `#${sha256(text).slice(0, 16)}`;
}

/** Leaves out what is undefined, so that two records compare as texts. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
