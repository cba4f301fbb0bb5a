/** As much of a browser's XMLHttpRequest, over `fetch`, as the Direct Line client (RxJS 5) uses. */
export class FakeXmlHttpRequest {
  withCredentials = false;
  responseType = "";
  timeout = 0;
  readyState = 0;
  status = 0;
  statusText = "";
  response: unknown = null;
  responseText = "";
  onreadystatechange: ((event: object) => void) | undefined;
  onerror: ((event: object) => void) | undefined;
  ontimeout: ((event: object) => void) | undefined;
  private readonly headers = new Headers();
  private method = "GET";
  private url = "";

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  send(body?: string | FormData): void {
    void this.run(body);
  }

  abort(): void {}

  private async run(body: string | FormData | undefined): Promise<void> {
    try {
      const response = await fetch(this.url, { method: this.method, headers: this.headers, body });
      const bytes = await response.arrayBuffer();
      this.responseText = Buffer.from(bytes).toString();
      const read = { json: () => JSON.parse(this.responseText), arraybuffer: () => bytes, "": () => this.responseText };
      this.response = (
        this.responseType === "json" || this.responseType === "arraybuffer" ? read[this.responseType] : read[""]
      )();
      this.status = response.status;
      this.readyState = 4;
      this.onreadystatechange?.({});
    } catch (error) {
      this.onerror?.({ error });
    }
  }
}
