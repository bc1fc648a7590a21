// The catalogue's contract against the local endpoint and against moto, which others wrote: where the two agree, what the
// local endpoint does is no invention of ours. Where moto is known to differ from Glue, it is asserted that it still does.
import { GlueClient } from "@aws-sdk/client-glue";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Moto, motoClient, startMoto } from "../../../test/python/moto.js";
import { withoutPythonTools } from "../../../test/python/python-tools.js";
import { databaseCases } from "./glue-contract/databases.js";
import { limitCases } from "./glue-contract/limits.js";
import { motoGaps } from "./glue-contract/moto-gaps.js";
import { partitionBatchCases } from "./glue-contract/partition-batches.js";
import { partitionCases } from "./glue-contract/partitions.js";
import { productCases } from "./glue-contract/product.js";
import { tableCases } from "./glue-contract/tables.js";
import { versionCases } from "./glue-contract/versions.js";
import { type TestStack, testStack } from "./stack-clients.js";

const cases = [
  ...databaseCases,
  ...tableCases,
  ...versionCases,
  ...limitCases,
  ...partitionCases,
  ...partitionBatchCases,
  ...productCases,
];

describe("the local endpoint", () => {
  let at: TestStack;
  beforeEach(async () => {
    at = await testStack();
  });
  afterEach(() => at.stop());

  test.each(cases)("%s", (_, ask) => ask(at.glue));
});

describe.skipIf(withoutPythonTools("Glue's contract against moto"))("moto", () => {
  let moto: Moto;
  let glue: GlueClient;
  beforeAll(async () => {
    moto = await startMoto();
    glue = new GlueClient(motoClient(moto));
  }, 120_000);
  afterAll(async () => {
    glue?.destroy();
    await moto?.stop();
  });
  beforeEach(() => moto.reset());

  for (const [name, ask] of cases) {
    if (!motoGaps.has(name)) test(name, () => ask(glue));
    else
      test(`does not do what Glue does: ${name} (${motoGaps.get(name)})`, async () => {
        await expect(ask(glue)).rejects.toThrow();
      });
  }
});

test("every case has a name of its own, and every gap is one of a case", () => {
  const names = cases.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect([...motoGaps.keys()].filter((name) => !names.includes(name))).toEqual([]);
});
