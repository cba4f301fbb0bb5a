import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from "@opentelemetry/sdk-trace";
import { correlation } from "./correlation.ts";
import type { Watch } from "./watch.ts";

/** Spans, on their way to a collector. */
export interface Spans {
  readonly span: Watch["span"];
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Sends the course of every turn to a collector of OpenTelemetry, in batches, beside the work. A trace has the correlation
 * id for its id, so that a log line leads to it; what is sent after a crash joins the trace of the message it answers.
 *
 * @param endpoint the collector's, without `/v1/traces`. Headers, such as a key, are the SDK's `OTEL_EXPORTER_OTLP_HEADERS`.
 */
export function otlpSpans(endpoint: string): Spans {
  const random = new RandomIdGenerator();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "sendero" }),
    idGenerator: {
      generateSpanId: () => random.generateSpanId(),
      generateTraceId: () => correlation() ?? random.generateTraceId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` }),
      }),
    ],
  });
  const tracer = provider.getTracer("sendero");
  const around = new AsyncLocalStorage<Context>();

  return {
    async span(name, work) {
      const parent = around.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(name, {}, parent);
      try {
        return await around.run(trace.setSpan(parent, span), work);
      } catch (error) {
        // Its name alone: what an error says may quote somebody.
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "unknown" });
        throw error;
      } finally {
        span.end();
      }
    },
    // A collector that is not there keeps nobody from ending in order.
    close: () => provider.shutdown().catch(() => {}),
  };
}
