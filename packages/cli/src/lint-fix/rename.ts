// Another name for a field or an event: the text of the name, and nothing beside it.
import ts from "typescript";
import type { Edit } from "./edit.js";
import type { Member } from "./resolve.js";

/** The edit of a field's name. */
export function renameMember({ node }: Member, to: string): Edit {
  const file = node.getSourceFile().fileName;
  if (ts.isShorthandPropertyAssignment(node)) {
    return { file, start: node.getStart(), end: node.getStart(), text: `${to}: ` };
  }
  return { file, start: node.name.getStart(), end: node.name.end, text: to };
}

/** The edit of an event's name, in the quotes that it has. */
export function renameText(node: ts.StringLiteralLike, to: string): Edit {
  return { file: node.getSourceFile().fileName, start: node.getStart() + 1, end: node.end - 1, text: to };
}
