// Laws of the fixes, for options written in any way: the file parses, keeps its comments, gets the unit, and stays then.
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { edited } from "../src/lint-fix/edit.js";
import { planFixes } from "../src/lint-fix/plan-fixes.js";
import { type Sources, syntaxProblem } from "../src/lint-fix/source.js";

const path = "/project/schemas/job-finished.ts";

function sourcesOf(text: string): Sources {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { read: () => file, imported: () => undefined, problem: () => syntaxProblem(text, path) };
}

const finding = {
  file: path,
  event: "job_finished",
  finding: {
    rule: "unit-missing",
    severity: "warning",
    path: "job_finished.wait_ms",
    message: "M.",
    fix: { kind: "set-unit", path: "job_finished.wait_ms", unit: "ms" },
  },
} as const;

/** Spaces, lines and comments as people write them; a comment to the end of a line ends it. */
const gap = fc.array(fc.constantFrom(" ", "\n", "\r\n", "\t", "/* a */", "/* b\n c */", "// d\n", "// e\r\n"), {
  maxLength: 4,
});
const member = fc.constantFrom(`minimum: 0`, `description: "a, { b } // c"`, `examples: [1, 2]`, `"title": \`x\``);
const options = fc
  .tuple(fc.uniqueArray(member, { maxLength: 3 }), fc.array(gap, { minLength: 8, maxLength: 8 }), fc.boolean())
  .map(([members, gaps, comma]) => {
    const space = (at: number) => (gaps[at % gaps.length] ?? []).join("");
    const inner = members.map((text, at) => `${space(at)}${text}${space(at + 3)}`).join(",");
    return `{${inner}${comma && members.length > 0 ? "," : ""}${space(7)}}`;
  });
const type = fc
  .tuple(fc.option(options, { nil: "" }), gap, gap, fc.boolean())
  .map(([given, before, after, optional]) => {
    const call = `Type.Integer(${before.join("")}${given}${after.join("")})`;
    return optional ? `Type.Optional(${call})` : call;
  });
const source = fc
  .tuple(type, gap)
  .map(
    ([written, space]) =>
      `import { defineEvent, Type } from "@tracklake/schema";\nexport default defineEvent({ name: "job_finished", properties: Type.Object({ wait_ms:${space.join("")} ${written} }) });\n`,
  );

function commentsOf(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia) {
      found.push(scanner.getTokenText());
    }
  }
  return found;
}

/** The text without the unit, spaces and commas: all that a fix may add. */
function rest(text: string): string {
  return text.replace(/unit: "ms",?/, "").replaceAll(/[\s,]|\{\s*\}/g, "");
}

test("a unit is added, and nothing else", () => {
  fc.assert(
    fc.property(source, (text) => {
      fc.pre(syntaxProblem(text, path) === undefined);
      const { edits, left } = planFixes([finding], sourcesOf(text));
      expect(left).toEqual([]);
      const after = edited(text, edits);
      expect(syntaxProblem(after, path)).toBeUndefined();
      expect(commentsOf(after)).toEqual(commentsOf(text));
      expect(after.match(/unit: "ms"/g)).toHaveLength(1);
      expect(rest(after)).toBe(rest(text));
      // Taken out again, it is the text that was there.
      const [edit] = edits;
      expect(after.slice(0, edit?.start) + after.slice((edit?.start ?? 0) + (edit?.text.length ?? 0))).toBe(text);
    }),
    { numRuns: 500 },
  );
});
