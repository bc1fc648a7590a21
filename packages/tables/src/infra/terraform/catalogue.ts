// What queries need: the two databases, whose tables `tracklake apply` makes, and a workgroup with a limit.
import type { InfraModel } from "../infra-model.js";
import { kept, resource, variable } from "./functions.js";
import type { Block } from "./hcl.js";

/** The databases and the workgroup. */
export function catalogueBlocks({ lake, databases, workgroup }: InfraModel): Block[] {
  return [
    ...databases.map(({ name, description }) =>
      resource("aws_glue_catalog_database", name === lake.name ? "views" : "store", description, {
        attributes: { name, description },
        blocks: [kept],
      }),
    ),
    resource(
      "aws_athena_workgroup",
      "lake",
      "Where people query: no query scans more than the limit, and results lie in the bucket for a week.",
      {
        attributes: { name: workgroup.name, description: `Queries of ${lake.name}.`, state: "ENABLED" },
        blocks: [
          {
            type: "configuration",
            attributes: {
              enforce_workgroup_configuration: true,
              bytes_scanned_cutoff_per_query: variable("ScanLimitBytes"),
              publish_cloudwatch_metrics_enabled: true,
            },
            blocks: [
              { type: "engine_version", attributes: { selected_engine_version: "Athena engine version 3" } },
              {
                type: "result_configuration",
                attributes: { output_location: workgroup.output },
                blocks: [{ type: "encryption_configuration", attributes: { encryption_option: "SSE_S3" } }],
              },
            ],
          },
        ],
      },
    ),
  ];
}
