import type { Figures } from "./run.ts";

/** What a load came to, for people. */
export function figuresAsText(figures: Figures): string {
  const { acknowledged, answered } = figures;
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return [
    `messages ${figures.said} in ${figures.seconds.toFixed(1)} s`,
    `lost ${figures.lost} · graded twice ${figures.doubled} · out of order ${figures.disordered}`,
    `without an answer ${figures.unanswered} · answered twice ${figures.repeated} · refused by Meta ${figures.refused}`,
    `webhooks ${figures.webhooks}, failed ${figures.failedWebhooks}`,
    `acknowledged: median ${ms(acknowledged.median)}, 95 % ${ms(acknowledged.p95)}, 99 % ${ms(acknowledged.p99)}`,
    `answered: median ${ms(answered.median)}, 95 % ${ms(answered.p95)}`,
  ].join("\n");
}
