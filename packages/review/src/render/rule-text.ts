// What a rule is for, its way out and its page, for formats that carry rules beside findings.
// Every rule that a finding can name is described where it is defined; nothing is written twice.
import { rules } from "@tracklake/compat";
import { registryErrorCodes } from "@tracklake/registry";
import { lintRules, unmappedRules } from "@tracklake/schema";
import { tablesErrorCodes } from "@tracklake/tables";

/** A rule in words. */
export interface RuleText {
  /** One sentence. */
  readonly short: string;
  /** Where the rule is explained. */
  readonly uri: string;
}

const PAGES = "https://github.com/tracklake/tracklake/blob/main/docs";

const own: Readonly<Record<string, string>> = {
  "history-removed": "What was published stays: no file of the history is taken away.",
  "history-repaired": "A change mends the history of its base.",
  "no-definition": "A file of the schemas exports an event or a context, or is imported by one that does.",
  "stale-ignore": "Every entry of lint.ignore silences a finding.",
  "schema-broken": "Every file of the schemas compiles.",
  "acknowledgements-unreadable": "The file of acknowledgements can be read.",
  "base-missing": "The clone holds the commit where the change began.",
  "base-unknown": "The base is a commit of the repository.",
  "config-invalid": "The configuration fits.",
  "never-tracked": "Every event is tracked somewhere.",
};

const lint: Readonly<Record<string, string>> = {
  ...Object.fromEntries(lintRules.map(({ id, purpose }) => [id, purpose])),
  ...unmappedRules,
};

/** The text of a rule; of one that nobody describes, its id as words. */
export function ruleText(id: string): RuleText {
  const rule = Object.values(rules).find((candidate) => candidate.id === id);
  if (rule) return { short: rule.finds, uri: `${PAGES}/compatibility.md#${id.toLowerCase()}` };
  const asked = lint[id];
  if (asked !== undefined) {
    const anchor = Object.hasOwn(unmappedRules, id) ? "while-a-definition-is-read" : "of-the-events-together";
    return { short: asked, uri: `${PAGES}/lint.md#${anchor}` };
  }
  const codes: Readonly<Record<string, string>> = { ...tablesErrorCodes, ...registryErrorCodes, ...own };
  return { short: codes[id] ?? `${id.replaceAll("-", " ")}.`, uri: `${PAGES}/ci.md` };
}
