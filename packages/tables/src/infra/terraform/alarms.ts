// The alarms, each telling the topic when there is one.
import { ALARM_PERIOD, lakeAlarms } from "../alarms.js";
import type { InfraModel } from "../infra-model.js";
import { resource, variable } from "./functions.js";
import { type Block, expression } from "./hcl.js";

/** The alarms. */
export function alarmBlocks({ lake, stream }: InfraModel): Block[] {
  const told = expression("local.alarm_actions");
  return [
    {
      type: "locals",
      attributes: { alarm_actions: expression('var.alarm_topic_arn == "" ? [] : [var.alarm_topic_arn]') },
    },
    ...lakeAlarms(stream, lake.bucket).map((alarm) =>
      resource("aws_cloudwatch_metric_alarm", alarm.id.replaceAll("-", "_"), undefined, {
        attributes: {
          alarm_name: `${stream}-${alarm.id}`,
          alarm_description: alarm.description,
          namespace: alarm.namespace ?? variable("MetricsNamespace"),
          metric_name: alarm.metric,
          dimensions: Object.keys(alarm.dimensions).length === 0 ? undefined : alarm.dimensions,
          statistic: alarm.statistic,
          period: ALARM_PERIOD,
          evaluation_periods: alarm.of,
          datapoints_to_alarm: alarm.periods,
          comparison_operator: alarm.comparison,
          threshold: alarm.threshold,
          treat_missing_data: "notBreaching",
          alarm_actions: told,
          ok_actions: told,
        },
      }),
    ),
  ];
}
