import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Server } from "restify";

const folder = join(import.meta.dirname, "../../content/courses/ninez-migrante/media");

/** Serves the drawings of the course, as the app does. */
export function serveMedia(server: Server): void {
  server.get("/media/:file", (req, res, next) => {
    readFile(join(folder, basename(String(req.params.file)))).then(
      (bytes) => {
        res.writeHead(200, { "Content-Type": "image/svg+xml", "Content-Length": bytes.length });
        res.end(bytes);
        next();
      },
      (error: unknown) => next(error),
    );
  });
}
