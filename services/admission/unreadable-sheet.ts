import type { ListFault } from "../../dialogs/admission/list-fault.ts";

type Fault = Omit<ListFault, "row">;

/** A file that cannot be read as a sheet, and why. */
export class UnreadableSheet extends Error {
  override readonly name = "UnreadableSheet";
  readonly fault: ListFault;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(`not a sheet: ${fault.is}`, options);
    this.fault = { row: 0, ...fault };
  }
}
