/** Bodies of `POST /{phone-number-id}/messages`, without whom they go to. */
export type Body =
  | { readonly type: "text"; readonly text: { readonly body: string; readonly preview_url: boolean } }
  | { readonly type: "image"; readonly image: { readonly id: string; readonly caption?: string } }
  | { readonly type: "interactive"; readonly interactive: Interactive }
  | { readonly type: "template"; readonly template: Template };

export type Interactive =
  | {
      readonly type: "button";
      readonly header?: { readonly type: "image"; readonly image: { readonly id: string } };
      readonly body: { readonly text: string };
      readonly action: { readonly buttons: readonly { readonly type: "reply"; readonly reply: Titled }[] };
    }
  | {
      readonly type: "list";
      readonly body: { readonly text: string };
      readonly action: { readonly button: string; readonly sections: readonly Section[] };
    };

interface Titled {
  readonly id: string;
  readonly title: string;
}
export interface Row extends Titled {
  readonly description?: string;
}
interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

interface Template {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly {
    readonly type: "button";
    readonly sub_type: "quick_reply";
    readonly index: "0";
    readonly parameters: readonly { readonly type: "payload"; readonly payload: string }[];
  }[];
}

/** What Meta takes, counted in code points. Whatever exceeds one of these is refused as a whole. */
export const most = {
  text: 4096,
  caption: 1024,
  /** Of a message with buttons or a list. */
  body: 1024,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  rows: 10,
  rowTitle: 24,
  rowId: 200,
  description: 72,
} as const;
