import { library } from "../../tsup.config.ts";

export default library([
  "encoder",
  "firehose",
  "s3",
  "file",
  "memory",
  "express",
  "opentelemetry",
  "prometheus",
  "fastify",
  "hono",
  "node",
  "lambda",
  "wait-until",
  "testing",
]);
