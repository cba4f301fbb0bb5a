/** What we use of Adaptive Cards 1.5, the newest that Teams takes from a bot. */
export interface Card {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  /** Shown where cards cannot be. */
  readonly fallbackText?: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly msteams?: { readonly width: "Full" };
}

export interface Action {
  readonly type: "Action.Submit";
  readonly title: string;
  readonly data: Readonly<Record<string, string>>;
  /** `none`: what must be filled in elsewhere on the card does not keep it back. */
  readonly associatedInputs?: "none";
}

export type Element =
  | TextBlock
  | {
      readonly type: "Image";
      readonly url: string;
      readonly altText: string;
      readonly size: "stretch";
      readonly msteams: { readonly allowExpand: true };
    }
  | {
      readonly type: "Container";
      readonly items: readonly Element[];
      readonly style?: "emphasis" | "good";
      readonly spacing?: Spacing;
      readonly selectAction?: Action;
    }
  | ChoiceSet;

type Spacing = "small" | "medium";

export interface TextBlock {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly spacing?: Spacing;
  readonly size?: "small" | "medium";
  readonly weight?: "bolder";
  readonly isSubtle?: true;
  readonly color?: "good";
}

interface ChoiceSet {
  readonly type: "Input.ChoiceSet";
  readonly id: string;
  readonly label: string;
  readonly style: "expanded" | "compact";
  readonly isMultiSelect?: true;
  readonly placeholder?: string;
  readonly wrap: true;
  readonly isRequired: true;
  readonly errorMessage: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

export function card(parts: Pick<Card, "body" | "actions" | "fallbackText">): Card {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    msteams: { width: "Full" },
    ...parts,
  };
}

export function block(text: string) {
  return { type: "TextBlock", text, wrap: true } as const;
}
