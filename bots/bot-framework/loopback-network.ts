import type { INetworkModule } from "@azure/msal-node";

type Options = Parameters<INetworkModule["sendPostRequestAsync"]>[1];

/**
 * MSAL speaks to nobody without TLS, and a stand-in of Azure on this machine has none: what MSAL believes to send to
 * `https` goes to the same host without it.
 */
export function loopbackNetwork(loginUrl: string): INetworkModule {
  const { origin, host } = new URL(loginUrl);

  async function ask<T>(method: string, url: string, { headers = {}, body }: Options = {}) {
    const to = url.replace(`https://${host}`, origin);
    const response = await fetch(to, { method, headers, ...(body === undefined ? {} : { body }) });
    const answer: T = await response.json();
    return { headers: Object.fromEntries(response.headers), body: answer, status: response.status };
  }

  return {
    sendGetRequestAsync: (url, options) => ask("GET", url, options),
    sendPostRequestAsync: (url, options) => ask("POST", url, options),
  };
}
