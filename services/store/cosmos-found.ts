/** Where a document is: its id is ours and harmless, its partition key may hold any characters. */
export interface Key {
  readonly id: string;
  readonly pk: string;
}
export type Body = Key & Readonly<Record<string, unknown>>;

export interface Found<T> {
  readonly value: T;
  readonly etag: string;
}
