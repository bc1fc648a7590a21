// GetPartitions' Expression: a condition on the partition keys, as WHERE would take it, evaluated on a partition's values.
// API: GetPartitions, "Expression": = <> > < >= <=, LIKE, IN, BETWEEN, IS NULL, AND, OR, NOT; an unknown name is refused.
import { ServiceFault } from "../stack/service-fault.js";

/** A partition key with its type. */
export interface PartitionKey {
  readonly name: string;
  readonly type: string;
}

/** Whether a partition of these values, in the order of the keys, is asked for. */
export type PartitionFilter = (values: readonly string[]) => boolean;

type Scalar = string | bigint | number;
type Read = (values: readonly string[]) => Scalar;

const token = /\s*(?:('(?:[^']|'')*')|(<=|>=|<>|!=|[=<>(),])|([A-Za-z_]\w*|`[^`]+`|"[^"]+")|(-?\d+(?:\.\d+)?))/gy;
const integers = new Set(["int", "bigint", "long", "smallint", "tinyint"]);

/**
 * Reads an expression.
 *
 * @throws ServiceFault InvalidInputException when it is none, or names what is no partition key.
 */
export function partitionFilter(expression: string, keys: readonly PartitionKey[]): PartitionFilter {
  const reader = new Reader(tokens(expression), keys, expression);
  const filter = reader.either();
  reader.end();
  return filter;
}

/** One pass over the tokens, a method for each level of precedence. */
class Reader {
  #at = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly keys: readonly PartitionKey[],
    private readonly expression: string,
  ) {}

  end(): void {
    if (this.#at < this.words.length) throw this.#refuse();
  }

  either(): PartitionFilter {
    let left = this.#both();
    while (this.#take("or")) {
      const [first, second] = [left, this.#both()];
      left = (values) => first(values) || second(values);
    }
    return left;
  }

  #both(): PartitionFilter {
    let left = this.#negated();
    while (this.#take("and")) {
      const [first, second] = [left, this.#negated()];
      left = (values) => first(values) && second(values);
    }
    return left;
  }

  #negated(): PartitionFilter {
    if (!this.#take("not")) return this.#condition();
    const inner = this.#negated();
    return (values) => !inner(values);
  }

  #condition(): PartitionFilter {
    if (this.#take("(")) {
      const inner = this.either();
      this.#expect(")");
      return inner;
    }
    const [read, type] = this.#key();
    if (this.#take("is")) {
      // Every partition has all of its values.
      const wanted = this.#take("not");
      this.#expect("null");
      return () => wanted;
    }
    const wanted = !this.#take("not");
    const condition = this.#operation(read, type, wanted);
    return wanted ? condition : (values) => !condition(values);
  }

  #operation(read: Read, type: string, comparison: boolean): PartitionFilter {
    if (this.#take("in")) {
      this.#expect("(");
      const all = [this.#literal(type)];
      while (this.#take(",")) all.push(this.#literal(type));
      this.#expect(")");
      return (values) => all.some((one) => one === read(values));
    }
    if (this.#take("between")) {
      const from = this.#literal(type);
      this.#expect("and");
      const to = this.#literal(type);
      return (values) => read(values) >= from && read(values) <= to;
    }
    if (this.#take("like")) {
      const pattern = like(String(this.#literal("string")));
      return (values) => pattern.test(String(read(values)));
    }
    const compare = comparison ? comparisons[this.words[this.#at] ?? ""] : undefined;
    if (!compare) throw this.#refuse();
    this.#at++;
    const literal = this.#literal(type);
    return (values) => compare(read(values), literal);
  }

  #key(): [Read, string] {
    const name = (this.words[this.#at] ?? "").replace(/^[`"]|[`"]$/g, "").toLowerCase();
    const index = this.keys.findIndex((key) => key.name === name);
    const type = this.keys[index]?.type.toLowerCase();
    if (type === undefined) throw this.#refuse();
    this.#at++;
    return [(values) => scalar(values[index] ?? "", type), type];
  }

  #literal(type: string): Scalar {
    const word = this.words[this.#at++] ?? "";
    if (!/^['\d-]/.test(word)) throw this.#refuse();
    return scalar(word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : word, type);
  }

  #take(word: string): boolean {
    if (this.words[this.#at]?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#refuse();
  }

  #refuse(): ServiceFault {
    return new ServiceFault("InvalidInputException", `Unsupported expression '${this.expression}'`);
  }
}

const comparisons: Readonly<Record<string, (a: Scalar, b: Scalar) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

function tokens(expression: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.trimEnd().length) {
    const match = token.exec(expression);
    if (!match) throw new ServiceFault("InvalidInputException", `Unsupported expression '${expression}'`);
    found.push(match[0].trim());
  }
  return found;
}

/** Dates and timestamps are ISO texts, which sort as they are. */
function scalar(text: string, type: string): Scalar {
  if (integers.has(type) && /^-?\d+$/.test(text)) return BigInt(text);
  return type.startsWith("decimal") ? Number(text) : text;
}

function like(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(`^${source}$`, "su");
}
