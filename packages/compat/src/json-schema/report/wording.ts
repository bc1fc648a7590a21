// The sentences in which differences and open questions are told. Nothing else words them.
import { type ContainmentRule, containmentRules } from "../rules.js";

/** What a difference says, with what it is now and what it was where that is short. */
export function differenceMessage(rule: ContainmentRule, instancePath: string, now: unknown, before: unknown): string {
  const where = instancePath === "" ? "" : `${instancePath}: `;
  const change = [before, now].map(shortly);
  const detail =
    change[1] === undefined
      ? ""
      : change[0] === undefined
        ? ` Now ${change[1]}.`
        : ` Was ${change[0]}, is ${change[1]}.`;
  return `${where}${containmentRules[rule]}${detail}`;
}

function shortly(value: unknown): string | undefined {
  if (value === undefined || value === true) return undefined;
  const text = JSON.stringify(value);
  return text.length > 60 ? undefined : text;
}
