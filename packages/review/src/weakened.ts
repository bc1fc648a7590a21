// What a change lowers of the project's own answers: a break that passes because its policy was weakened with it is said.
// What it raises is no finding: the definitions are held to it at once.
import {
  type Axis,
  axes,
  type CompatPolicy,
  defaultPolicy,
  type Response,
  type RuleId,
  responses,
  responseTo,
  ruleIds,
} from "@tracklake/compat";
import { type Finding, type LintSettings, lintRules } from "@tracklake/schema";

/** What is compared: a project's answers to breaks, and its decisions about lint. */
export interface Answers {
  readonly compatibility: CompatPolicy;
  readonly lint: LintSettings;
}

/**
 * The answers that are weaker than at the base.
 *
 * @param file - The configuration, as findings name it.
 * @returns Warnings; notes for findings of lint that are ignored from now on.
 */
export function weakenedFindings(before: Answers, after: Answers, file: string): Finding[] {
  const finding = (path: string, was: string, is: string, severity: Finding["severity"] = "warning"): Finding => ({
    rule: "policy-weakened",
    severity,
    path,
    file,
    message: `this change lowers it from ${was} to ${is}, and what it breaks itself is answered by that.`,
    was,
    is,
    suggestion: "Leave it, and acknowledge what is intended; or change it by itself, so that it is seen.",
  });
  return [
    ...policyPaths(before.compatibility, after.compatibility).flatMap(({ path, was, is }) =>
      rank(is) > rank(was) ? [finding(path, was, is)] : [],
    ),
    ...lintRules.flatMap(({ id, essential, severity }) => {
      const [was = severity("publish"), is = severity("publish")] = [before, after].map(
        ({ lint }) => lint.severities?.[id],
      );
      const lower = essential !== true && severities.indexOf(is) > severities.indexOf(was);
      return lower ? [finding(`lint.${id}`, was, is)] : [];
    }),
    ...(after.lint.ignore ?? [])
      .filter((entry) => !(before.lint.ignore ?? []).includes(entry))
      .map((entry): Finding => finding("lint.ignore", "said", `ignored (${entry})`, "note")),
  ];
}

const severities = ["error", "warning", "note", "off"] as const;

function rank(response: Response): number {
  return responses.indexOf(response);
}

interface Answer {
  readonly path: string;
  readonly was: Response;
  readonly is: Response;
}

/** Every answer that the configuration can name: by axis, for what is tolerated, and by the rules that either names. */
function policyPaths(before: CompatPolicy, after: CompatPolicy): Answer[] {
  const named = new Set(
    [before, after, defaultPolicy as CompatPolicy].flatMap(({ rules = {} }) => Object.keys(rules) as RuleId[]),
  );
  // A rule that neither names is answered as its axis is.
  const other = ruleIds.find((id) => !named.has(id));
  const general = (axis: Axis, verdict: "break" | "tolerated", path: string) =>
    other === undefined ? [] : [{ path, ...compared(other, axis, verdict) }];
  const answers = [
    ...axes.flatMap((axis) => general(axis, "break", `compatibility.axes.${axis}`)),
    ...general("WRITER", "tolerated", "compatibility.tolerated"),
  ];
  const told = new Set(answers.filter(({ was, is }) => was !== is).map(({ path }) => path));
  const ofRules = ruleIds
    .filter((id) => named.has(id))
    .flatMap((id) =>
      axes.flatMap((axis) =>
        (["break", "tolerated"] as const).flatMap((verdict): Answer[] => {
          const path = `compatibility.rules.${id}.${axis}`;
          const answer = { path, ...compared(id, axis, verdict) };
          const outer = verdict === "break" ? `compatibility.axes.${axis}` : "compatibility.tolerated";
          const isNamed = [before, after].some(({ rules }) => rules?.[id] !== undefined);
          // What follows from its axis has been said.
          return (told.has(outer) && !isNamed) || answer.was === answer.is ? [] : [answer];
        }),
      ),
    );
  // Of a break and of what is tolerated, the break's answer.
  return [...answers, ...ofRules.filter(({ path }, index) => ofRules.findIndex((one) => one.path === path) === index)];

  function compared(rule: RuleId, axis: Axis, verdict: "break" | "tolerated"): Pick<Answer, "was" | "is"> {
    const [was = "off", is = "off"] = [before, after].map((policy) => responseTo(rule, axis, verdict, policy));
    return { was, is };
  }
}
