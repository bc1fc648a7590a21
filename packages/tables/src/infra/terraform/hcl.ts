// Blocks as HCL, formatted as `terraform fmt` does: two spaces, and the equals signs of neighbours under each other.
// Texts are plain unless they are said to be templates: `${` and `%{` of data mean nothing.

/** A value of an attribute. */
export type Hcl =
  | string
  | number
  | boolean
  | Expression
  | Call
  | OnlyIf
  | readonly Hcl[]
  | { readonly [key: string]: Hcl };

/** An expression of Terraform, written as it is. */
export class Expression {
  constructor(readonly source: string) {}
}

/** A call of a function of Terraform's, such as `jsonencode`. */
export class Call {
  constructor(
    readonly name: string,
    readonly args: readonly Hcl[],
  ) {}
}

/** The items of a list where a condition holds, else none: a conditional would need both sides to be of one type. */
export class OnlyIf {
  constructor(
    readonly condition: Expression,
    readonly items: readonly Hcl[],
  ) {}
}

/** A block such as `resource "aws_s3_bucket" "lake" { … }`; arrays of blocks stand under each other. */
export interface Block {
  readonly type: string;
  readonly labels?: readonly string[];
  /** One line, written above it. */
  readonly comment?: string;
  readonly attributes?: Readonly<Record<string, Hcl | undefined>>;
  readonly blocks?: readonly Block[];
}

/** An expression, such as `aws_s3_bucket.lake.arn`. */
export function expression(source: string): Expression {
  return new Expression(source);
}

/** A text in which `${…}` is filled in by Terraform. */
export function template(text: string): Expression {
  return new Expression(JSON.stringify(text));
}

/** Writes blocks with an empty line between them; ends with a newline. */
export function hcl(blocks: readonly Block[]): string {
  return `${blocks.map((block) => lines(block, 0).join("\n")).join("\n\n")}\n`;
}

function lines({ type, labels = [], comment, attributes = {}, blocks = [] }: Block, depth: number): string[] {
  const pad = "  ".repeat(depth);
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const above = comment === undefined ? [] : [`${pad}# ${comment}`];
  const inner = [
    ...attributeLines(attributes, depth + 1),
    ...blocks.flatMap((block, index) => [
      ...(index > 0 || Object.keys(attributes).length > 0 ? [""] : []),
      ...lines(block, depth + 1),
    ]),
  ];
  return inner.length === 0 ? [...above, `${pad}${head} {}`] : [...above, `${pad}${head} {`, ...inner, `${pad}}`];
}

function attributeLines(attributes: Readonly<Record<string, Hcl | undefined>>, depth: number): string[] {
  const pad = "  ".repeat(depth);
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: keyText(name), text: valueText(value, depth) }],
  );
  return written.map(({ name, text }, index) => {
    const space = " ".repeat(Math.max(0, runWidth(written, index) - name.length));
    return `${pad}${name}${space} = ${text}`;
  });
}

/** The longest name among the neighbours on single lines; a value of several lines stands by itself. */
function runWidth(written: readonly { readonly name: string; readonly text: string }[], index: number): number {
  const single = (at: number) => written[at] !== undefined && !written[at].text.includes("\n");
  if (!single(index)) return 0;
  let [first, last] = [index, index];
  while (single(first - 1)) first--;
  while (single(last + 1)) last++;
  return Math.max(...written.slice(first, last + 1).map(({ name }) => name.length));
}

function valueText(value: Hcl, depth: number): string {
  if (value instanceof Expression) return value.source;
  if (value instanceof Call) return `${value.name}(${value.args.map((arg) => valueText(arg, depth)).join(", ")})`;
  if (value instanceof OnlyIf) {
    return `[for one in ${valueText(value.items, depth)} : one if ${value.condition.source}]`;
  }
  if (typeof value === "string") return JSON.stringify(value).replaceAll("${", "$$${").replaceAll("%{", "%%{");
  if (typeof value !== "object") return String(value);
  const [inner, outer] = ["  ".repeat(depth + 1), "  ".repeat(depth)];
  if (Array.isArray(value)) {
    const texts = (value as readonly Hcl[]).map((item) => valueText(item, depth + 1));
    if (texts.length < 2 && !texts.some((text) => text.includes("\n"))) return `[${texts.join("")}]`;
    return `[\n${texts.map((text) => `${inner}${text},\n`).join("")}${outer}]`;
  }
  const members = attributeLines(value as Readonly<Record<string, Hcl>>, depth + 1);
  return members.length === 0 ? "{}" : `{\n${members.join("\n")}\n${outer}}`;
}

function keyText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name);
}
