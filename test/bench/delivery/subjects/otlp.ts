// OpenTelemetry logs over OTLP as JSON, in batches of the size that its processor has unless told otherwise.
import type { MakeSubject } from "../subject.js";

type Export = (logs: readonly unknown[], done: (result: { code: number }) => void) => void;

interface Exporter {
  export: Export;
}

interface Logs {
  BatchLogRecordProcessor: new (options: object) => object;
  LoggerProvider: new (options: {
    processors: object[];
  }) => {
    getLogger(name: string): { emit(record: object): void };
    forceFlush(): Promise<void>;
    shutdown(): Promise<void>;
  };
}

/** Its processor drops what comes over 2,048 that wait. */
const MOST = 1_500;

/** Sets it up. */
export const otlp: MakeSubject = async ({ port }) => {
  const { OTLPLogExporter } = (await import("@opentelemetry/exporter-logs-otlp-http" as string)) as {
    OTLPLogExporter: new (options: { url: string }) => Exporter;
  };
  const { BatchLogRecordProcessor, LoggerProvider } = (await import("@opentelemetry/sdk-logs" as string)) as Logs;
  const exporter = new OTLPLogExporter({ url: `http://127.0.0.1:${port}/v1/logs` });
  let pending = 0;
  const send = exporter.export.bind(exporter);
  exporter.export = (logs, done) =>
    send(logs, (result) => {
      pending -= logs.length;
      done(result);
    });
  const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] });
  const logger = provider.getLogger("shop");
  return {
    most: MOST,
    pending: () => pending,
    track: (body) => {
      pending++;
      logger.emit({ eventName: "order_completed", body });
    },
    flush: () => provider.forceFlush(),
    close: () => provider.shutdown(),
  };
};
