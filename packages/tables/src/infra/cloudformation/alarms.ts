// The alarms, each telling the topic when there is one.
import { ALARM_PERIOD, lakeAlarms } from "../alarms.js";
import type { InfraModel } from "../infra-model.js";
import { onlyIf, parameter } from "./functions.js";
import type { Resource } from "./resource.js";

/** The alarms. */
export function alarmResources({ lake, stream }: InfraModel): Resource[] {
  const told = [onlyIf("HasAlarmTopic", parameter("AlarmTopicArn"))];
  return lakeAlarms(stream, lake.bucket).map((alarm) => ({
    id: `${alarm.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Alarm`,
    comment: alarm.description,
    body: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmName: `${stream}-${alarm.id}`,
        AlarmDescription: alarm.description,
        Namespace: alarm.namespace ?? parameter("MetricsNamespace"),
        MetricName: alarm.metric,
        ...(Object.keys(alarm.dimensions).length === 0
          ? {}
          : { Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })) }),
        Statistic: alarm.statistic,
        Period: ALARM_PERIOD,
        EvaluationPeriods: alarm.of,
        DatapointsToAlarm: alarm.periods,
        ComparisonOperator: alarm.comparison,
        Threshold: alarm.threshold,
        TreatMissingData: "notBreaching",
        AlarmActions: told,
        OKActions: told,
      },
    },
  }));
}
