import { library } from "../../tsup.config.ts";

export default library(["queries/index", "usage/index"]);
