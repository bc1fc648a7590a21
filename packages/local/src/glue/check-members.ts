// Parts that databases and tables have in common: parameters, columns, and keeping the known members alone.
// Unknown members are left out, as the service's own parser does.
import { asStructure, checkText, list, type Members, member, requiredText, structure, text } from "../stack/members.js";
import * as model from "./model-limits.js";

/** Keeps the members that were given, of those that were read. */
export function given(read: Readonly<Record<string, unknown>>): Members {
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** A map of texts with Glue's bounds. */
export function parameters(members: Members, name: string, path: string): Members | undefined {
  const map = structure(members, name, path);
  if (!map) return undefined;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [
      checkText(key, model.parameterKey, `${path}.key`),
      checkText(value, model.parameterValue, `${path}.${key}.value`),
    ]),
  );
}

/** Columns or partition keys: their names become lower case, what is inside a type does not. */
export function columns(members: Members, name: string, path: string): readonly Members[] | undefined {
  return list(members, name, path)?.map((one, index) => {
    const at = `${path}.${index + 1}.member`;
    const column = asStructure(one, at);
    return given({
      Name: requiredText(column, "Name", model.nameText, `${at}.name`).toLowerCase(),
      Type: text(column, "Type", model.typeText, `${at}.type`),
      Comment: text(column, "Comment", model.commentText, `${at}.comment`),
      Parameters: parameters(column, "Parameters", `${at}.parameters`),
    });
  });
}

/** A member that the endpoint only keeps. */
export function kept(members: Members, name: string): unknown {
  return member(members, name);
}
