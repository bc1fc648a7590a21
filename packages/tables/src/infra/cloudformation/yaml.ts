// Plain data as YAML in the form that people write templates in: short intrinsic functions, comments above resources.
// Texts are quoted where YAML would read something else in them.

/** What is written: JSON, whose objects with one key `Ref` or `Fn::…` are intrinsic functions. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };

/** Writes a block; ends without a newline. @param comments - By the key that they stand above. */
export function yaml(value: Yaml, comments: ReadonlyMap<string, string> = new Map()): string {
  return block(value, 0, comments).join("\n");
}

/** Texts that YAML 1.1 and 1.2 read as the same text: neither a number, a date, a truth nor an indicator. */
const plain = /^(?!(?:true|false|yes|no|on|off|null|y|n|~)$)[A-Za-z/][\w ./*@+-]*(?:::?[\w./*@+-]+)*$/i;

function block(value: Yaml, depth: number, comments: ReadonlyMap<string, string>): string[] {
  const pad = "  ".repeat(depth);
  if (Array.isArray(value)) return (value as readonly Yaml[]).flatMap((item) => listItem(item, pad, depth, comments));
  return Object.entries(value as Readonly<Record<string, Yaml>>).flatMap(([key, member], index) => {
    const comment = comments.get(key);
    const above = comment === undefined ? [] : [...(index === 0 ? [] : [""]), `${pad}# ${comment}`];
    return [...above, ...entry(`${pad}${scalar(key)}:`, member, depth, comments)];
  });
}

function entry(head: string, value: Yaml, depth: number, comments: ReadonlyMap<string, string>): string[] {
  const { tag, inner } = intrinsic(value);
  const tagged = tag === undefined ? head : `${head} ${tag}`;
  if (isNested(inner)) return [tagged, ...block(inner, depth + 1, comments)];
  return [`${tagged} ${scalar(inner)}`];
}

function listItem(item: Yaml, pad: string, depth: number, comments: ReadonlyMap<string, string>): string[] {
  const { tag, inner } = intrinsic(item);
  if (tag !== undefined || !isNested(inner)) return entry(`${pad}-`, item, depth, comments);
  const [first = "", ...rest] = block(inner, depth + 1, comments);
  return [`${pad}- ${first.trimStart()}`, ...rest];
}

/** The short form of an intrinsic function, such as `!Sub`. */
function intrinsic(value: Yaml): { readonly tag?: string; readonly inner: Yaml } {
  if (typeof value !== "object" || Array.isArray(value)) return { inner: value };
  const [[name = "", inner = ""] = [], ...others] = Object.entries(value as Readonly<Record<string, Yaml>>);
  if (others.length > 0 || !/^(Ref|Fn::\w+)$/.test(name)) return { inner: value };
  const joined = name === "Fn::GetAtt" && Array.isArray(inner) ? inner.join(".") : inner;
  return { tag: `!${name.replace("Fn::", "")}`, inner: joined };
}

function isNested(value: Yaml): value is readonly Yaml[] | { readonly [key: string]: Yaml } {
  return typeof value === "object" && Object.keys(value).length > 0;
}

function scalar(value: Yaml): string {
  if (typeof value === "object") return Array.isArray(value) ? "[]" : "{}";
  if (typeof value !== "string") return String(value);
  return plain.test(value) && !/\s#|\s$|: /.test(value) ? value : JSON.stringify(value);
}
