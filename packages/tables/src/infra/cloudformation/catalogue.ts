// What queries need: the two databases, whose tables `tracklake apply` makes, and a workgroup with a limit.
import type { InfraModel } from "../infra-model.js";
import { parameter, ref } from "./functions.js";
import { kept, type Resource } from "./resource.js";

/** The databases and the workgroup. */
export function catalogueResources({ lake, databases, workgroup }: InfraModel): Resource[] {
  return [
    ...databases.map(({ name, description }) => ({
      id: name === lake.name ? "ViewDatabase" : "StoreDatabase",
      comment: description,
      body: {
        Type: "AWS::Glue::Database",
        ...kept,
        Properties: { CatalogId: ref("AWS::AccountId"), DatabaseInput: { Name: name, Description: description } },
      },
    })),
    {
      id: "Workgroup",
      comment: "Where people query: no query scans more than the limit, and results lie in the bucket for a week.",
      body: {
        Type: "AWS::Athena::WorkGroup",
        // Athena deletes no workgroup that has run a query, unless people's saved queries may go with it.
        ...kept,
        Properties: {
          Name: workgroup.name,
          Description: `Queries of ${lake.name}.`,
          State: "ENABLED",
          WorkGroupConfiguration: {
            EnforceWorkGroupConfiguration: true,
            BytesScannedCutoffPerQuery: parameter("ScanLimitBytes"),
            PublishCloudWatchMetricsEnabled: true,
            EngineVersion: { SelectedEngineVersion: "Athena engine version 3" },
            ResultConfiguration: {
              OutputLocation: workgroup.output,
              EncryptionConfiguration: { EncryptionOption: "SSE_S3" },
            },
          },
        },
      },
    },
  ];
}
