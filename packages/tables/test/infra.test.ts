// The lake's infrastructure as text: golden files, read by cfn-lint and by a parser of HCL, and what must hold of both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { streamDestination } from "@tracklake/envelope";
import { afterAll, describe, expect, test } from "vitest";
import { pythonTool, withoutPythonTools } from "../../../test/python/python-tools.js";
import {
  accessFor,
  accessPurposes,
  cloudFormationTemplate,
  failureTables,
  infraModel,
  infraParameters,
  policyDocument,
  tableModels,
  terraformConfiguration,
} from "../src/index.js";
import { templateResources } from "../src/infra/cloudformation/template.js";
import { yaml } from "../src/infra/cloudformation/yaml.js";
import { expression, hcl, template } from "../src/infra/terraform/hcl.js";
import { lake, revised, rich } from "./rich-event.js";

const stream = "acme-events";
const kept = (model: typeof rich, retention: number) => ({ ...model, retention });
const revisions = [revised(kept(rich, 30)), revised(kept(rich, 365), 2), revised({ ...rich, name: "order_lost" })];
const model = infraModel(revisions, lake, stream);
const folder = mkdtempSync(join(tmpdir(), "tracklake-infra-"));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const rendered: [string, () => string][] = [
  ["infra.cloudformation.yaml", () => cloudFormationTemplate(model)],
  ["infra.terraform.tf", () => terraformConfiguration(model)],
];

describe.each(rendered)("%s", (name, render) => {
  test("is this text, each time", async () => {
    expect(render()).toBe(render());
    await expect(render()).toMatchFileSnapshot(`golden/${name}`);
  });

  test("has the stream's prefixes, queries and buffer from the one place that says them", () => {
    const { Prefix, ErrorOutputPrefix, BufferingHints, ProcessingConfiguration } = streamDestination;
    const values = ProcessingConfiguration.Processors.flatMap(({ Parameters }) =>
      Parameters.map(({ ParameterValue }) => ParameterValue),
    );
    for (const text of [Prefix, ErrorOutputPrefix, ...values]) expect(render()).toContain(text.replace("\\", "\\\\"));
    expect(BufferingHints.SizeInMBs).toBeGreaterThanOrEqual(64);
    expect(render()).toMatch(new RegExp(`(SizeInMBs:|buffering_size +=) ${BufferingHints.SizeInMBs}`));
  });

  test("asks for every parameter and for no secret", () => {
    for (const one of infraParameters) {
      const variable = one.name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
      expect(render().includes(`!Ref ${one.name}`) || render().includes(`var.${variable}`)).toBe(true);
    }
    expect(render()).not.toMatch(/secret|password|access.?key|NoEcho/i);
  });

  test("gives no role everything", () => {
    expect(render().match(/"?(Action|Resource)"?[:=] *"\*"/g)).toBe(null);
    // The one wildcard of actions is the denial of plain HTTP.
    expect(render().match(/(?<=[ "])\w+:\*(?=\s|")/g)).toEqual(["s3:*"]);
  });
});

describe.skipIf(withoutPythonTools("cfn-lint and the HCL parser"))("the tools of others", () => {
  test("cfn-lint has nothing to say of the template", { timeout: 120_000 }, () => {
    const path = written("lake.yaml", cloudFormationTemplate(model));
    expect(execFileSync(pythonTool("cfn-lint"), [path], { encoding: "utf8" })).toBe("");
  });

  test("cfn-lint does find a mistake", { timeout: 120_000 }, () => {
    const path = written("wrong.yaml", cloudFormationTemplate(model).replace("SizeInMBs: 64", "SizeInMBs: many"));
    expect(() => execFileSync(pythonTool("cfn-lint"), [path], { stdio: "pipe" })).toThrow();
  });

  test("a parser of HCL reads the configuration as it was meant", { timeout: 60_000 }, () => {
    const read = parsed(terraformConfiguration(model));
    const kinds = read.resource.map((one) => Object.keys(one)[0]);
    for (const kind of ["s3_bucket", "kinesis_firehose_delivery_stream", "glue_catalog_database", "athena_workgroup"]) {
      expect(kinds).toContain(`"aws_${kind}"`);
    }
    const variables = read.variable.map((one) => JSON.parse(Object.keys(one)[0] ?? ""));
    expect(variables).toHaveLength(infraParameters.length);
    expect(() => parsed("resource {")).toThrow();
  });

  test("texts that look like templates stay texts, in names and values", { timeout: 60_000 }, () => {
    const hostile = 'a ${b} %{if} "c" \\ \n é # // "';
    const text = hcl([
      { type: "locals", attributes: { plain: hostile, filled: template("x${local.plain}"), one: [1] } },
    ]);
    const [locals] = parsed(text).locals;
    expect(locals).toMatchObject({ filled: '"x${local.plain}"', one: [1] });
    expect(text).toContain('"a $${b} %%{if} \\"c\\" \\\\ \\n é # // \\""');
  });

  function parsed(text: string) {
    const script = "import hcl2, json, sys; print(json.dumps(hcl2.load(open(sys.argv[1]))))";
    const path = written("lake.tf", text);
    const out = execFileSync(pythonTool("python"), ["-c", script, path], { encoding: "utf8", stdio: "pipe" });
    return JSON.parse(out) as Record<"resource" | "variable" | "locals", Record<string, unknown>[]>;
  }
});

describe("a stack that is deleted", () => {
  const resources = new Map(templateResources(model).map(({ id, body }) => [id, body]));
  const stays = (id: string) => resources.get(id)?.DeletionPolicy === "RetainExceptOnCreate";
  const named = (value: unknown): string[] => {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, member]) =>
      key === "Ref" ? [String(member)] : key === "Fn::GetAtt" ? [(member as string[])[0] ?? ""] : named(member),
    );
  };

  test("leaves whatever that needs which stays", () => {
    const staying = [...resources.keys()].filter(stays);
    expect(staying).toContain("DeliveryStream");
    const needed = staying.flatMap((id) => named(resources.get(id)).filter((other) => resources.has(other)));
    expect(needed).toContain("FirehoseRole");
    expect(needed.filter((id) => !stays(id))).toEqual([]);
  });

  test("does not fail for what Athena and Glue refuse to delete", () => {
    const refused = /Athena::WorkGroup|Glue::Database|S3::Bucket$/;
    const ids = [...resources].flatMap(([id, { Type }]) => (refused.test(String(Type)) ? [id] : []));
    expect(ids).toHaveLength(4);
    expect(ids.filter((id) => !stays(id))).toEqual([]);
  });

  test("leaves the bucket as closed as it was", () => {
    expect(stays("LakeBucket") && stays("LakeBucketPolicy")).toBe(true);
  });
});

describe("retention", () => {
  test("of each major is what its last revision says, for delivered and curated files", () => {
    expect(model.lifecycle).toEqual([
      { id: "old-versions", prefix: "", oldVersionDays: 30 },
      { id: "query-results", prefix: "athena-results/", days: 7, oldVersionDays: 1 },
      { id: "retention-order_placed_v1", prefix: "events/order_placed_v1/", days: 365, oldVersionDays: 1 },
      { id: "retention-order_placed_v1_curated", prefix: "curated/order_placed_v1/", days: 365, oldVersionDays: 1 },
    ]);
  });

  test("never touches what waits to be redriven", () => {
    expect(model.lifecycle.filter(({ prefix, days }) => days !== undefined && "errors/".startsWith(prefix))).toEqual(
      [],
    );
  });

  test("of more tables than a bucket has rules is refused", () => {
    const many = Array.from({ length: 500 }, (_, index) => revised({ ...kept(rich, 1), name: `event_${index}` }));
    expect(() => infraModel(many, lake, stream)).toThrow(/500 tables have a retention/);
    expect(infraModel(many.slice(1), lake, stream).lifecycle).toHaveLength(1_000);
  });
});

describe.each(rendered)("%s: a scheduled curate", (_, render) => {
  test("has a policy of its own, and a role for who is named", () => {
    const text = render();
    for (const { actions } of accessFor(["curate"], { lake, stream })) {
      for (const action of actions) expect(text).toContain(action);
    }
    expect(text).toMatch(/CurateRole:|"aws_iam_role" "curate"/);
    expect(text).toMatch(/Condition: HasCuratePrincipal|var\.curate_principal_arn == "" \? 0 : 1/);
    expect(text).toMatch(/CuratePolicyArn:|output "curate_policy_arn"/);
  });
});

describe("policies", () => {
  const places = { partition: "aws", region: "ap-northeast-1", account: "123456789012" };

  test("of several purposes are one, each action once and sorted", () => {
    const [first, ...others] = accessFor(["plan", "apply", "drift"], { lake, stream });
    expect(others).toEqual([]);
    expect(first?.actions).toEqual([
      "glue:BatchGetPartition",
      "glue:BatchUpdatePartition",
      "glue:CreateDatabase",
      "glue:CreateTable",
      "glue:GetDatabase",
      "glue:GetPartition",
      "glue:GetPartitions",
      "glue:GetTable",
      "glue:GetTables",
      "glue:UpdateTable",
    ]);
  });

  test("of readers reach the files of every table that there is", () => {
    const tables = [
      ...(["json", "parquet", "iceberg"] as const).flatMap((format) => tableModels(revisions, lake, { format })),
      ...failureTables(lake),
    ];
    expect(tables.map(({ name }) => name)).toContain("dead_letters");
    const { Statement } = policyDocument(accessFor(["reader"], { lake, stream }), places);
    const readable = Statement.filter(({ Action }) => Action.includes("s3:GetObject")).flatMap(
      ({ Resource }) => Resource,
    );
    const unreadable = tables.filter(({ location }) => {
      const file = location.replace("s3://", "arn:aws:s3:::");
      return !readable.some((arn) => `${file}dt=2026-03-01/a.gz`.startsWith(arn.replace(/\*$/, "")));
    });
    expect(unreadable.map(({ name }) => name)).toEqual([]);
  });

  test.each<[string, ("reader" | "curate" | "athena-views")[], [action: string, resource: string][]]>([
    [
      "what engines ask of the catalogue for a statement",
      ["reader", "curate"],
      [
        ["glue:BatchGetPartition", "glue:ap-northeast-1:123456789012:table/acme_store/*"],
        ["glue:GetDatabase", "glue:ap-northeast-1:123456789012:database/default"],
      ],
    ],
    [
      "what Athena asks before it writes a view",
      ["athena-views"],
      [["glue:GetDatabase", "glue:ap-northeast-1:123456789012:database/default"]],
    ],
    [
      "what drivers of dashboards ask of Athena",
      ["reader"],
      [
        ["athena:GetQueryResultsStream", "athena:ap-northeast-1:123456789012:workgroup/acme"],
        ["athena:ListDatabases", "athena:ap-northeast-1:123456789012:datacatalog/AwsDataCatalog"],
        ["athena:ListTableMetadata", "athena:ap-northeast-1:123456789012:datacatalog/AwsDataCatalog"],
      ],
    ],
  ])("have %s", (_, purposes, wanted) => {
    for (const purpose of purposes) {
      const { Statement } = policyDocument(accessFor([purpose], { lake, stream }), places);
      for (const [action, resource] of wanted) {
        const found = Statement.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);
        expect({ purpose, action, found }).toMatchObject({ found: expect.arrayContaining([`arn:aws:${resource}`]) });
      }
    }
  });

  test("of roles fit into what IAM takes of a managed policy: 6,144 characters without white space", () => {
    const longest = { name: "l".repeat(40), bucket: "b".repeat(63), timeZone: "UTC" };
    const { access } = infraModel([], longest, "s".repeat(64));
    expect(Object.keys(access)).toContain("curate");
    for (const statements of Object.values(access)) {
      const text = JSON.stringify(policyDocument(statements, places));
      expect(text.replace(/\s/g, "").length).toBeLessThanOrEqual(6_144);
    }
  });

  test("name the lake's own resources alone", () => {
    for (const { name } of accessPurposes) {
      const { Statement } = policyDocument(accessFor([name], { lake, stream }), places);
      for (const { Resource } of Statement)
        for (const arn of Resource)
          expect(arn).toMatch(
            /^arn:aws:[a-z0-9]+:.*(acme|:catalog$|:database\/default$|:datacatalog\/AwsDataCatalog$)/,
          );
    }
  });

  test("of a table elsewhere name it", () => {
    const target = { lake, stream, table: { database: "logs", name: "orders" } };
    const text = JSON.stringify(policyDocument(accessFor(["adopt"], target), places));
    expect(text).toContain("arn:aws:glue:ap-northeast-1:123456789012:table/logs/orders");
  });
});

test.each<[string, unknown, string]>([
  ["a number as text", { a: "1" }, 'a: "1"'],
  ["a truth as text", { a: "no" }, 'a: "no"'],
  ["a date", { a: "2012-10-17" }, 'a: "2012-10-17"'],
  ["what ends in a colon", { a: "b:" }, 'a: "b:"'],
  ["a comment's sign", { a: "b #c" }, 'a: "b #c"'],
  ["nothing", { a: "", b: [], c: {} }, 'a: ""\nb: []\nc: {}'],
  ["a list in a list", { a: [["b"], { c: "d", e: 1 }] }, "a:\n  - - b\n  - c: d\n    e: 1"],
  [
    "a function",
    { a: { "Fn::If": ["b", { Ref: "AWS::Region" }, { "Fn::GetAtt": ["c", "Arn"] }] } },
    "a: !If\n  - b\n  - !Ref AWS::Region\n  - !GetAtt c.Arn",
  ],
])("YAML: %s", (_, value, want) => {
  expect(yaml(value as never)).toBe(want);
});

test("HCL: neighbours' signs stand under each other, and a long value stands by itself", () => {
  const attributes = { a: 1, long_name: expression("b.c"), map: { x: true, "y.z": [1, 2] }, last: undefined };
  expect(hcl([{ type: "locals", attributes }])).toBe(
    'locals {\n  a         = 1\n  long_name = b.c\n  map = {\n    x = true\n    "y.z" = [\n      1,\n      2,\n    ]\n  }\n}\n',
  );
});
