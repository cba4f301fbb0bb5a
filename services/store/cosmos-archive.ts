import type { Archive } from "./archive.ts";
import { archiveReader } from "./cosmos-archive-read.ts";
import { archiveWriter } from "./cosmos-archive-write.ts";
import type { ContainerName } from "./cosmos-containers.ts";
import type { Documents } from "./cosmos-documents.ts";

export function cosmosArchive(of: (name: ContainerName) => Documents, pageBytes: number): Archive {
  return { ...archiveReader(of, pageBytes), put: archiveWriter(of, pageBytes) };
}
