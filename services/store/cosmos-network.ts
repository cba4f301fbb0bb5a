import { createDefaultHttpClient, type HttpClient, RestError } from "@azure/core-rest-pipeline";

/** Codes of a connection that never came about: the service has heard nothing. */
const unreached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);

/**
 * Names what breaks so that the SDK does the right thing about it, by what @azure/cosmos 4.10 does: a server that is not
 * there sends it to the next region, where by itself it would only look at names that cannot be resolved; a connection
 * that broke in use is left to `cosmos-attempts.ts`, which comes again at once, where the SDK would wait a second.
 */
export function networkClient(): HttpClient {
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      try {
        return await client.sendRequest(request);
      } catch (error) {
        throw error instanceof RestError && error.code !== undefined ? renamed(error, error.code) : error;
      }
    },
  };
}

function renamed(error: RestError, code: string): RestError {
  const name = unreached.has(code) ? RestError.REQUEST_SEND_ERROR : `BROKEN_${code}`;
  return new RestError(error.message, { code: name });
}
