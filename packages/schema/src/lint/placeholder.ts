// Texts that stand where something is still to be written. The words below are what lint looks for in the definitions of
// others: nothing is left open here.

const placeholder =
  /^(todo|tbd|tba|fixme|xxx+|wip|n\/?a|none|null|undefined|unknown|description|descr|desc|placeholder|lorem ipsum|fill (me|this) in|to be (done|defined|written)|change ?me|test|foo|bar|asdf+|-+|\.+|…+|\?+|_+)\b[\s:.!?…-]*/i;

/** Whether a text says nothing yet: empty, or `TODO`, `-`, `???`. */
export function isPlaceholder(text: string | undefined): boolean {
  const said = (text ?? "").trim();
  if (said === "" || /^[\p{P}\p{S}\s]+$/u.test(said)) return true;
  if (/^(todo|tbd|tba|fixme)\b/i.test(said)) return true;
  return placeholder.exec(said)?.[0].length === said.length;
}
