// What SARIF 2.1.0 asks for in the parts that are written here: required members, their types, and no member that it lacks.
// Source: the standard's sections 3.13 (log), 3.14 (run), 3.19 (toolComponent), 3.27 (result), 3.28 (location), 3.35 (suppression).

const closed = (required: readonly string[], properties: object) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const text = { type: "string", minLength: 1 };
const natural = { type: "integer", minimum: 1 };
const message = closed(["text"], { text });

/** A JSON Schema. */
export const sarifEssentials = closed(["$schema", "version", "runs"], {
  $schema: { type: "string", pattern: "sarif-2\\.1\\.0" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    items: closed(["tool", "results"], {
      tool: closed(["driver"], {
        driver: closed(["name"], {
          name: text,
          version: text,
          rules: {
            type: "array",
            uniqueItems: true,
            items: closed(["id", "shortDescription", "fullDescription", "help", "helpUri"], {
              id: text,
              name: text,
              shortDescription: message,
              fullDescription: message,
              help: closed(["text"], { text, markdown: text }),
              helpUri: { type: "string", pattern: "^https://" },
            }),
          },
        }),
      }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      results: {
        type: "array",
        items: closed(["message", "ruleId", "level"], {
          ruleId: text,
          ruleIndex: { type: "integer", minimum: 0 },
          level: { enum: ["none", "note", "warning", "error"] },
          message,
          locations: {
            type: "array",
            minItems: 1,
            items: closed(["physicalLocation"], {
              physicalLocation: closed(["artifactLocation"], {
                // A URI reference: nothing unescaped that a URI cannot hold.
                artifactLocation: closed(["uri"], {
                  uri: { type: "string", pattern: "^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$" },
                  uriBaseId: text,
                }),
                region: closed(["startLine"], { startLine: natural, startColumn: natural }),
              }),
              logicalLocations: {
                type: "array",
                items: closed([], { fullyQualifiedName: text, kind: text }),
              },
            }),
          },
          partialFingerprints: { type: "object", additionalProperties: text },
          suppressions: {
            type: "array",
            items: closed(["kind"], {
              kind: { enum: ["inSource", "external"] },
              status: { enum: ["accepted", "underReview", "rejected"] },
              justification: text,
            }),
          },
        }),
      },
    }),
  },
});
