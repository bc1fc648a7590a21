// Names that would fit anything: nobody finds such a column, and everybody puts something else in it.
import { allFields } from "./fields.js";
import type { LintRule, Remark } from "./rule.js";
import { wordsOf } from "./words/split.js";

const fields =
  /^(data|datas|value|val|info|information|misc|miscellaneous|details|extra|extras|stuff|blob|thing|things|object|obj|other|others|temp|tmp|foo|bar|baz|test|dummy|unknown|custom|payload|params|args|metadata|meta|attributes|properties|props|(field|column|property|prop|param|var|attr|custom|arg|value|data)_?\d+)$/;
const events =
  /^(event|events|action|track|tracked|log|logged|data|info|misc|custom|custom_event|test|test_event|generic|generic_event|something_happened|update|updated|change|changed|click|clicked|submit|submitted|view|viewed)$/;

/** `generic-name` */
export const genericName: LintRule = {
  id: "generic-name",
  purpose: "A name says what it holds, and would not fit anything else.",
  severity: () => "warning",
  check(model, { published }) {
    const remarks: Remark[] = [];
    if (events.test(model.name) && !published.event(model.name)) {
      remarks.push({
        path: model.name,
        message: "the name would fit any event.",
        suggestion: "Say what happened to what, such as plan_changed.",
      });
    }
    for (const { field, path, depth } of allFields(model)) {
      // In a struct `value` stands beside what it is the value of, and a map of attributes says that it is one.
      if (depth > 0 && wordsOf(field.name).join("_") === "value") continue;
      if (field.type.kind === "map" || !fields.test(field.name) || published.field(model, path)) continue;
      remarks.push({
        path,
        message: "the name would fit any field.",
        suggestion: "Say whose it is, or what it means.",
      });
    }
    return remarks;
  },
};
