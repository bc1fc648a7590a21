// Where in the sources an event, a context or a field of it is written.
import ts from "typescript";
import { importedName, type Member, membersOf, resolved, typeCall } from "./resolve.js";
import type { Sources } from "./source.js";

/** The options of the `defineEvent` of a name, or of one of its contexts' `defineContext`. */
function definition(file: ts.SourceFile, event: string, sources: Sources): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    const options = optionsOf(node, "defineEvent");
    if (options && textOf(options, "name", sources)?.text === event) found ??= options;
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The text that names an event. */
export function eventName(file: ts.SourceFile, event: string, sources: Sources): ts.StringLiteralLike | undefined {
  const options = definition(file, event, sources);
  return options && textOf(options, "name", sources);
}

/**
 * The member of an object that defines a field.
 *
 * @param path - As findings have it: `order_placed.items[].price`, or `user.user_id` for a field of a context.
 */
export function fieldMember(file: ts.SourceFile, event: string, path: string, sources: Sources): Member | undefined {
  const options = definition(file, event, sources);
  if (!options) return undefined;
  const [first = "", ...segments] = path.split(".");
  const root = first === event ? options : contextOptions(options, first, sources);
  const properties = root && membersOf(root, sources).find(({ name }) => name === "properties")?.value;
  if (!properties) return undefined;
  let within = properties;
  let suffix = "";
  for (const [index, segment] of segments.entries()) {
    const [, name = "", lists = ""] = /^(.*?)((?:\[\]|\{\})*)$/.exec(segment) ?? [];
    const member = fieldsOf(within, suffix, sources).find((candidate) => candidate.name === name);
    if (!member || index === segments.length - 1) return member;
    within = member.value;
    suffix = lists;
  }
  return undefined;
}

function contextOptions(event: ts.Expression, name: string, sources: Sources): ts.Expression | undefined {
  const value = membersOf(event, sources).find((member) => member.name === "contexts")?.value;
  const list = value && resolved(value, sources);
  if (!list || !ts.isArrayLiteralExpression(list)) return undefined;
  for (const element of list.elements) {
    const options = optionsOf(resolved(element, sources), "defineContext");
    if (options && textOf(options, "name", sources)?.text === name) return options;
  }
  return undefined;
}

function optionsOf(node: ts.Node, callee: string): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  return importedName(node.expression) === callee ? node.arguments[0] : undefined;
}

function textOf(options: ts.Expression, key: string, sources: Sources): ts.StringLiteralLike | undefined {
  const value = membersOf(options, sources).find(({ name }) => name === key)?.value;
  const text = value && resolved(value, sources);
  return text && ts.isStringLiteralLike(text) ? text : undefined;
}

/** The fields of a schema within the lists and maps that a suffix such as `[]{}` names. */
function fieldsOf(schema: ts.Expression, suffix: string, sources: Sources): readonly Member[] {
  const type = typeCall(schema, sources);
  const [first, second] = type?.call.arguments ?? [];
  switch (type?.name) {
    case "Type.Optional":
    case "Type.Readonly":
      return first ? fieldsOf(first, suffix, sources) : [];
    case "Type.Union": {
      const branches = first && resolved(first, sources);
      if (!branches || !ts.isArrayLiteralExpression(branches)) return [];
      return branches.elements.flatMap((branch) => fieldsOf(branch, suffix, sources));
    }
    case "Type.Array":
      return first && suffix.startsWith("[]") ? fieldsOf(first, suffix.slice(2), sources) : [];
    case "Type.Record":
      return second && suffix.startsWith("{}") ? fieldsOf(second, suffix.slice(2), sources) : [];
    case "Type.Object":
      return first && suffix === "" ? membersOf(first, sources) : [];
    default:
      return [];
  }
}
