import { type Assumptions, type Bought, costOf, loadOf, type WhatsAppPrice } from "./costs.ts";

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const dollars = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

interface Parts {
  readonly given: Assumptions;
  readonly bought: Readonly<Record<string, Bought>>;
  readonly whatsApp: WhatsAppPrice & { readonly asOf: string };
}

/** `docs/costs.md`. */
export function costsPage({ given, bought, whatsApp }: Parts): string {
  const editions = Object.entries(given.editions).flatMap(([name, { learners, logGigabytes }]) => {
    const what = bought[name];
    if (!what) return [];
    const load = loadOf(learners, given);
    return [{ name, learners, what, load, costs: costOf(load, what, logGigabytes, whatsApp, given) }];
  });
  const row = (name: string, cells: readonly string[]) => `| ${name} | ${cells.join(" | ")} |`;
  const figures = [
    row(
      "",
      editions.map(({ name }) => name),
    ),
    row(
      "---",
      editions.map(() => "---:"),
    ),
    row(
      "learners",
      editions.map(({ learners }) => numbers.format(learners)),
    ),
    row(
      "turns a month",
      editions.map(({ load }) => numbers.format(load.turns)),
    ),
    row(
      "turns a second, busiest hour",
      editions.map(({ load }) => dollars.format(load.peak)),
    ),
    row(
      "request units a second, busiest hour",
      editions.map(({ load }) => numbers.format(load.unitsAtPeak)),
    ),
    row(
      "servers at least, vCPU, GiB",
      editions.map(({ what }) => `${what.replicas} × ${what.cpu}, ${what.gibibytes}`),
    ),
    row(
      "GB kept when all have ended",
      editions.map(({ load }) => dollars.format(load.gigabytes)),
    ),
  ];
  const [first] = editions;
  const kinds = Object.keys(first?.costs ?? {});
  const costs = [
    row(
      "US$ a month",
      editions.map(({ name }) => name),
    ),
    row(
      "---",
      editions.map(() => "---:"),
    ),
    ...kinds.map((kind) =>
      row(
        kind,
        editions.map(({ costs }) => dollars.format(amount(costs, kind))),
      ),
    ),
    row(
      "**all**",
      editions.map(({ costs }) => `**${dollars.format(sum(costs))}**`),
    ),
    row(
      "… without WhatsApp",
      editions.map(({ costs }) => dollars.format(sum(costs) - costs["WhatsApp, to Meta"])),
    ),
    row(
      "… without WhatsApp, a learner",
      editions.map(({ costs, learners }) => dollars.format((sum(costs) - costs["WhatsApp, to Meta"]) / learners)),
    ),
  ];
  return `# What an edition costs

Written by \`npm run costs\` from [assumptions.yaml](../deployment/costs/assumptions.yaml), the parameters of each edition in
\`deployment/azure\`, and [WhatsApp's rates](../content/whatsapp-rates.yaml). Change them there, not here.

**No price here was confirmed by its seller**: none of their pages could be read where this was written. Each has its date and
source below. Nothing was measured on an Azure account: request units are those of [decision 9](decisions/0009-cosmos.md).

## Load

${figures.join("\n")}

A learner takes ${given.course.turns} turns in ${given.course.months} months. Of the learners ${percent(given.share.web)} are in the web chat, ${percent(given.share.whatsapp)} on WhatsApp, ${percent(given.share.teams)} in Teams; a turn
costs ${given.requestUnits.web}, ${given.requestUnits.whatsapp} and ${given.requestUnits.teams} request units there. Turns fall into ${given.busy.hours} hours of ${given.busy.days} days, and the busiest hour has ${given.busy.peak} times their average.

turns a month = learners × ${given.course.turns} / ${given.course.months}; at the peak = turns / (${given.busy.days} × ${given.busy.hours} × 3600 s) × ${given.busy.peak};
request units = turns × the mean over channels; kept = learners × (${given.kilobytes.learner} kB + share of web × ${given.course.turns} × ${given.kilobytes.webTurn} kB).

## Cost

${costs.join("\n")}

WhatsApp is what costs: ${(1000 * whatsApp.message).toFixed(2)} dollars for 1 000 messages delivered (the mean of ${given.countries.join(", ")} at the rates of ${whatsApp.asOf}), a message
a turn, beyond ${numbers.format(whatsApp.free)} a month and number. A course ends at ${dollars.format(given.course.turns * whatsApp.message)} dollars a learner there, and at cents elsewhere: invite to the
web chat or Teams whoever can use them, and what an edition costs falls with the share of WhatsApp, to nothing but Azure's part.

Containers are counted as if never idle; idle ones cost an eighth. The large edition pays the throughput of its busiest hour in all
busy hours, in both regions: an upper bound too. The 7 days of continuous backup are free of charge; a restore costs by the gigabyte.

## Prices

| what | US$ | as of | source |
| --- | ---: | --- | --- |
${Object.entries(given.prices)
  .map(([name, { price, asOf, source }]) => `| ${name} | ${price} | ${asOf} | ${source} |`)
  .join("\n")}

Free each month: ${numbers.format(given.free.vcpuSeconds)} vCPU seconds, ${numbers.format(given.free.gibSeconds)} GiB seconds, ${numbers.format(given.free.requests)} requests (Microsoft Learn).
`;
}

function amount(costs: Readonly<Record<string, number>>, kind: string): number {
  return costs[kind] ?? 0;
}

function sum(costs: Readonly<Record<string, number>>): number {
  return Object.values(costs).reduce((total, one) => total + one, 0);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
