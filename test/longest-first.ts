// The order of the test files: the longest first, so that none of them is left to run alone on one core at the end.
// Vitest knows durations from its cache alone, which a clean clone does not have.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, by what they took on two cores; those that are not here follow in Vitest's own order. */
export const longest: readonly string[] = [
  "examples/github-webhooks/test/demo.test.ts",
  "packages/sdk/test/spool/kill.test.ts",
  "test/stranger/stranger.test.ts",
  "packages/tables/test/views.test.ts",
  "test/crashes/crashes.test.ts",
  "packages/cli/test/review.test.ts",
  "packages/tables/test/layout.test.ts",
  "packages/cli/test/curate/faults.test.ts",
  "test/readme/packages.test.ts",
  "packages/sdk/test/fallback.test.ts",
  "packages/tables/test/infra.test.ts",
  "packages/sdk/test/spool/every-byte.test.ts",
  "packages/cli/test/verify.test.ts",
  "packages/cli/test/redrive.test.ts",
  "test/catalogue/snippets.test.ts",
  "packages/review/test/calls-at-risk.test.ts",
  "packages/tables/test/lake-views.test.ts",
  "packages/review/test/usage-calls.test.ts",
  "packages/tables/test/curate/statements.test.ts",
  "packages/review/test/comment.test.ts",
  "packages/cli/test/walk-through/walk-through.test.ts",
  "packages/sdk/test/delivery/outage.test.ts",
  "packages/sdk/test/exit/exit.test.ts",
  "packages/cli/test/curate/histories.test.ts",
  "test/crashes/gone-disk.test.ts",
  "test/crashes/redrive.test.ts",
  "packages/codegen/test/law.test.ts",
  "packages/local/test/glue-contract.test.ts",
];

/** Runs {@link longest} first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
      return at === -1 ? longest.length : at;
    };
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
