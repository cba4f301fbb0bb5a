import { z } from "zod";
import type { Course, Module } from "../../content/schema.ts";

/** A course of several modules made of the one of a tiny course, every id its own: as wide as questions about modules need. */
export function wider(course: Course, count: number): Course {
  const [first] = course.modules;
  if (!first) throw new Error("the course has no module");
  const others = Array.from({ length: count - 1 }, (_, index) => copyOf(first, index + 2));
  return { ...course, modules: [first, ...others] };
}

const withId = z.looseObject({ id: z.string() });

function copyOf(module: Module, number: number): Module {
  const ids = new Set<string>();
  const text = JSON.stringify(module, (_, value: unknown) => {
    const found = withId.safeParse(value);
    if (found.success) ids.add(found.data.id);
    return value;
  });
  const renamed: Module = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" && ids.has(value) && value.length > 2 ? `${value}-${number}` : value,
  );
  return { ...renamed, id: `m0${number}`, number, title: `${module.title} ${number}` };
}
