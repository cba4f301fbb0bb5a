import type { Module, Practice, Reading } from "../../content/schema.ts";

/** A practice and a reading for the tiny course, which has neither. */
const practice: Practice = {
  id: "practica-la-puerta",
  title: "Su propia puerta",
  objectives: ["m01-o1"],
  language: "es",
  minutes: 20,
  sources: [{ source: "cdn", place: "art. 12" }],
  task: "Pase diez minutos en la puerta de su institución. Anote quién saluda, con qué palabras, y dónde se espera.",
  rubric: [
    { id: "a", text: "Consta quién saluda y cómo." },
    { id: "b", text: "Consta dónde se espera, y qué se ve desde allí." },
    { id: "c", text: "No hay nombres ni datos de nadie." },
  ],
  closing: "Muestre lo anotado a su equipo, y acuerden un cambio.",
};

const reading: Reading = {
  id: "lectura-articulo-12",
  title: "El artículo 12",
  source: "cdn",
  parts: "art. 12",
  language: "es",
  minutes: 5,
  look: "¿De qué depende el peso que se da a la opinión?",
};

export function withPractice(module: Module): Module {
  return { ...withStep(module, practice.id), practices: [...module.practices, practice] };
}

export function withReading(module: Module): Module {
  return { ...withStep(module, reading.id), readings: [...module.readings, reading] };
}

/** A module with one more step at the end of its first unit. */
function withStep(module: Module, step: string): Module {
  const [first, ...others] = module.units;
  if (!first || first.steps.includes(step)) return module;
  return { ...module, units: [{ ...first, steps: [...first.steps, step] }, ...others] };
}
