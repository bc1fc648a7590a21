// A report left the application as a file: the product that customers pay for, and evidence of who took it.
// The checksum ties the event to the file.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "report_exported",
  description: "A user exported a report as a file.",
  owner: "reports",
  answers: ["Which reports are used by which customers?", "Who exported this file, and when?"],
  contexts: [request, user, organisation],
  retention: 2_555,
  properties: Type.Object({
    report_id: column.uuid({ description: "The report." }),
    format: Type.Union([Type.Literal("pdf"), Type.Literal("csv"), Type.Literal("xlsx")], {
      description: "File format.",
    }),
    columns: Type.Array(Type.String(), { description: "Names of the columns that were exported." }),
    rows: Type.Integer({ minimum: 0, description: "Rows in the file." }),
    file_size: column.bigint({ unit: "bytes", description: "Size of the file." }),
    sha256: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the file, lower-case hex." }),
    data_until: column.timestamp({ description: "The report holds what was known until then." }),
  }),
});
