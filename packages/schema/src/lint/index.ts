// Every lint rule, in the order in which findings are listed, and the function that runs them.
// A rule is a file; its id is stable.
import type { Finding } from "../finding.js";
import type { EventModel } from "../model.js";
import { answers } from "./answers.js";
import { booleanPrefix } from "./boolean-prefix.js";
import { bounds } from "./bounds.js";
import { contextConflict } from "./context-conflict.js";
import { deprecation } from "./deprecation.js";
import { depth } from "./depth.js";
import { description } from "./description.js";
import { enumValues } from "./enum-values.js";
import { eventTense } from "./event-tense.js";
import { example } from "./example.js";
import { expired } from "./expired.js";
import { expiresSoon } from "./expires-soon.js";
import { genericName } from "./generic-name.js";
import { moneyType } from "./money-type.js";
import { nameCollision } from "./name-collision.js";
import { nameStyle } from "./name-style.js";
import { negativeBoolean } from "./negative-boolean.js";
import { nextMajor } from "./next-major.js";
import { owner } from "./owner.js";
import { personalData } from "./personal-data.js";
import { piiType } from "./pii-type.js";
import { publishedOf } from "./published.js";
import { renamedFrom } from "./renamed-from.js";
import { repeatedParent } from "./repeated-parent.js";
import { replacement } from "./replacement.js";
import { reservedName } from "./reserved-name.js";
import type { LintPhase, LintRule, LintScope, LintSubject } from "./rule.js";
import { secret } from "./secret.js";
import { type LintSettings, staleIgnore, withoutIgnored } from "./settings.js";
import { similarEvent } from "./similar-event.js";
import { similarProperty } from "./similar-property.js";
import { size } from "./size.js";
import { timeName } from "./time-name.js";
import { typeConflict } from "./type-conflict.js";
import { typeOfName } from "./type-of-name.js";
import { unbounded } from "./unbounded.js";
import { unitMismatch } from "./unit-mismatch.js";
import { unitMissing } from "./unit-missing.js";
import { weakDescription } from "./weak-description.js";
import { wideEvent } from "./wide-event.js";

/** The rules that look at models; those of `unmappedRules` speak earlier, in toEventModel. */
export const lintRules: readonly LintRule[] = [
  nameStyle,
  reservedName,
  nameCollision,
  contextConflict,
  bounds,
  piiType,
  depth,
  size,
  description,
  owner,
  answers,
  personalData,
  secret,
  similarEvent,
  similarProperty,
  typeConflict,
  typeOfName,
  moneyType,
  unitMissing,
  unitMismatch,
  negativeBoolean,
  genericName,
  enumValues,
  example,
  replacement,
  renamedFrom,
  nextMajor,
  expired,
  expiresSoon,
  deprecation,
  weakDescription,
  eventTense,
  timeName,
  repeatedParent,
  unbounded,
  wideEvent,
  booleanPrefix,
];

/** How lint is run. */
export interface LintOptions {
  /** "publish" makes missing descriptions and owners errors. */
  readonly phase: LintPhase;
  /** Events that stay published and are compared with these, while nothing is said of them. @default none */
  readonly beside?: readonly EventModel[];
  /** The newest published revision of every event and major: names that are published are not argued about. @default none */
  readonly published?: readonly EventModel[];
  /** Every published revision: what names and majors there ever were. @default the newest alone */
  readonly history?: readonly EventModel[] | undefined;
  /** The day, `YYYY-MM-DD`. @default none: nothing is said of expiry */
  readonly today?: string | undefined;
  /** What the project decided. @default the rules' own severities */
  readonly settings?: LintSettings | undefined;
}

/**
 * Lints events together, since some rules compare them.
 *
 * @param events - Models with the files they came from.
 * @returns Findings in the order of the events, then of the rules, each once: a context that many events list is spoken of
 * at the first. Empty when there is nothing to say.
 * @example
 * lintEvents([{ model }], { phase: "generate" });
 */
export function lintEvents(events: readonly LintSubject[], options: LintOptions): Finding[] {
  const { phase, beside = [], published = [], history, today, settings = {} } = options;
  const all = [...beside.map((model) => ({ model })), ...events];
  const scope: LintScope = { phase, all, published: publishedOf(published, history), today };
  const rules = lintRules.flatMap((rule) => {
    const severity = (rule.essential ? undefined : settings.severities?.[rule.id]) ?? rule.severity(phase);
    return severity === "off" ? [] : [{ rule, severity }];
  });
  const said = new Set<string>();
  const findings = events.flatMap((subject) =>
    rules.flatMap(({ rule, severity }) =>
      rule.check(subject.model, scope).flatMap((remark): Finding[] => {
        const { path, message, suggestion, fix, other } = remark;
        const key = `${rule.id}\n${path}\n${message}`;
        if (!isOwn(path, subject) && said.has(key)) return [];
        said.add(key);
        const file = subject.file === undefined ? {} : { file: subject.file };
        const at = path || subject.model.name;
        const related = other === undefined ? {} : { related: [{ file: other }] };
        return [
          { rule: rule.id, severity, path: at, ...file, ...related, message, suggestion, ...(fix ? { fix } : {}) },
        ];
      }),
    ),
  );
  const { findings: kept, stale } = withoutIgnored(findings, settings.ignore ?? []);
  // What only a publish says is not stale because generate does not say it.
  return phase === "publish" ? [...kept, ...stale.map(staleIgnore)] : kept;
}

/** Whether a path is the event's own, and not that of a context, which other events have too. */
function isOwn(path: string, { model }: LintSubject): boolean {
  return path === model.name || path.startsWith(`${model.name}.`);
}
