import type { Desk } from "../../services/clerk.ts";
import type { Register } from "../../services/store/register.ts";

/** What a clerk knows of the world, where no link need lead anywhere. */
export function frontDesk(register: Register): Omit<Desk, "admissions"> {
  return { register, copyOf: () => ({ url: "http://localhost:3978/mis-datos/1", hours: 24 }), inactiveMonths: 24 };
}
