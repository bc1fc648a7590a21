import { library } from "../../tsup.config.ts";

export default library(["encoder", "firehose", "file", "memory", "express", "testing"]);
