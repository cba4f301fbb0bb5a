import type { Response, Server } from "restify";
import type { Office } from "../services/desk/office.ts";
import type { MediaLibrary } from "../services/media.ts";
import { sendNotice } from "./notice.ts";

interface Parts {
  readonly media: MediaLibrary;
  readonly desk: Office;
}

/** Files that links lead to: the course's pictures, and lists for the staff. */
export function downloads({ media, desk }: Parts) {
  return {
    mount(server: Server): void {
      server.get("/media/:name", (req, res, next) => {
        serveMedia(media, String(req.params.name), res).then(() => next(), next);
      });
      server.get("/export/:format/:token", (req, res, next) => {
        const format = req.params.format === "csv" ? "csv" : "xlsx";
        serveExport(desk, String(req.params.token), format, res).then(() => next(), next);
      });
    },
  };
}

const exportTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

async function serveExport(desk: Office, token: string, format: "csv" | "xlsx", res: Response): Promise<void> {
  const file = await desk.file(token, format);
  if (!file) {
    sendNotice(res, "page.fileOver");
    return;
  }
  res.writeHead(200, {
    "Content-Type": exportTypes[format],
    "Content-Length": file.bytes.length,
    "Content-Disposition": `attachment; filename="${file.name}"`,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
  res.end(file.bytes);
}

async function serveMedia(media: MediaLibrary, name: string, res: Response): Promise<void> {
  const found = await media.read(name);
  if (!found) {
    res.send(404, { code: "NotFound", message: "There is no such picture." });
    return;
  }
  res.writeHead(200, {
    "Content-Type": found.contentType,
    "Content-Length": found.bytes.length,
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
  });
  res.end(found.bytes);
}
